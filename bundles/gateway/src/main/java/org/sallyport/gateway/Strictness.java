// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.packet.IpProtocol;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.TransformSnapshot;

/**
 * The command {@code sysopt ipsec strict}: what this gateway otherwise warns of it then refuses. That is encryption that
 * nothing authenticates, and more under one key of a cipher with small blocks than is safe. Like all that says how packets
 * are protected it counts from the next binding on.
 */
final class Strictness {
    static final Setting STRICT = Setting.of("sysopt ipsec strict")
            .help(
                    "System options",
                    "IPsec",
                    "Refuse encryption without authentication, and 128 MB under one key of a cipher with 64-bit blocks")
            .order(600)
            .clearable("sysopt");

    /** 2^24 blocks: equal ones are to be expected after 2^32, and SWEET32 needed a small part of the text that goes with them. */
    static final long SMALL_BLOCK_BYTES = 1L << 27;

    private static final int SMALL_BLOCK = 8;

    private final Supplier<TransformSnapshot> transforms;

    Strictness(Supplier<TransformSnapshot> transforms) {
        this.transforms = transforms;
    }

    Setting setting() {
        return STRICT.onEntry(this::enter);
    }

    private Change enter(Configuration before, Line line) {
        var change = Change.of(line);
        for (Line set : TransformSets.all(before)) {
            Optional<String> complaint =
                    complaint(new TransformSet(set.word("ts"), TransformSets.keywords(set), false, false));
            if (complaint.isPresent()) {
                change = change.warn(complaint.get());
            }
        }
        return CryptoMapBinding.all(before).isEmpty()
                ? change
                : change.note("% This takes effect at the next \"crypto map interface\"");
    }

    static boolean isOn(Configuration lines) {
        return lines.line(STRICT).isPresent();
    }

    /** Why a set does not protect what it encrypts; empty if it does, or if its cipher is not installed. */
    Optional<String> complaint(TransformSet set) {
        return !set.hasAh() && isAlone(set.keywords(IpProtocol.ESP))
                ? Optional.of("transform-set \"" + set.name()
                        + "\" encrypts without authentication: forged packets cannot be told from true ones")
                : Optional.empty();
    }

    /** Whether it is a cipher that nothing authenticates. */
    private boolean isAlone(List<String> keywords) {
        return keywords.size() == 1
                && cipher(keywords).filter(cipher -> !cipher.isAead()).isPresent();
    }

    /** Whether blocks of the cipher are so small that its keys wear out. */
    boolean hasSmallBlocks(List<String> keywords) {
        return cipher(keywords)
                .filter(cipher -> cipher.blockSize() == SMALL_BLOCK)
                .isPresent();
    }

    /** What the SAs of a set may do. */
    SaOptions options(Configuration lines, TransformSet set, int protocol) {
        List<String> keywords = set.keywords(protocol);
        // RFC 4303, 3.3.2: without integrity "the anti-replay service MUST NOT be selected"
        SaOptions options = SaOptions.DEFAULT.withReplayWindow(isAlone(keywords) ? 0 : ReplayWindowSize.of(lines));
        return isOn(lines) && hasSmallBlocks(keywords) ? options.withByteLimit(SMALL_BLOCK_BYTES) : options;
    }

    private Optional<CipherSpec> cipher(List<String> keywords) {
        return keywords.stream()
                .flatMap(keyword -> transforms.get().keyword(keyword).stream())
                .flatMap(entry -> entry.cipherSpec().stream())
                .findFirst();
    }
}
