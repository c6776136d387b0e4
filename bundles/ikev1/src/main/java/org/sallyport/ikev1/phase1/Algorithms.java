// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.runtime.Shift;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUse;

/** What is installed of what phase 1 needs, now. Thread-safe. */
public final class Algorithms {
    private final Supplier<TransformSnapshot> installed;
    private final Custody custody;

    /** Nobody watches the calls into what is installed. */
    public Algorithms(Supplier<TransformSnapshot> installed) {
        this(installed, new Custody(new Shift<>()));
    }

    /** @param custody of the thread that computes */
    public Algorithms(Supplier<TransformSnapshot> installed, Custody custody) {
        this.installed = installed;
        this.custody = custody;
    }

    /** Cipher and hash of a suite; empty if nobody serves one of them. */
    public Optional<Cryptography> cryptography(Phase1Suite suite) {
        TransformSnapshot now = installed.get();
        Optional<InstalledTransform> cipher =
                now.ikev1(TransformKind.ENCRYPTION, suite.cipher()).filter(Algorithms::returns);
        Optional<InstalledTransform> hash =
                now.ikev1(TransformKind.PRF, suite.hash()).filter(Algorithms::returns);
        if (cipher.isPresent()
                && cipher.get().transform() instanceof CipherTransform block
                && hash.isPresent()
                && hash.get().transform() instanceof PrfTransform prf) {
            int keyBytes = keyBytes(suite, block);
            boolean fits = block.spec().keySizes().contains(keyBytes);
            return fits
                    ? Optional.of(
                            new Cryptography(custody.of(hash.get(), prf), custody.of(cipher.get(), block), keyBytes))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** One that did not return once is as good as gone, before the registry has said so. */
    private static boolean returns(InstalledTransform found) {
        return !found.usage().isAbandoned();
    }

    private static int keyBytes(Phase1Suite suite, CipherTransform cipher) {
        return suite.keyBits() > 0
                ? suite.keyBits() / Byte.SIZE
                : cipher.spec().keySizes().stream().reduce(Integer::max).orElse(0);
    }

    /** Why a key must not be used, in words; empty if it may, or if nobody is there who could tell. */
    public Optional<String> weakness(AlgorithmId cipher, Secret key) {
        return installed.get().serving(cipher).filter(Algorithms::returns).flatMap(found -> weakness(found, key));
    }

    private Optional<String> weakness(InstalledTransform found, Secret key) {
        return found.transform() instanceof CipherTransform cipher
                ? key.use(custody.of(found, cipher)::weakness)
                : Optional.empty();
    }

    /** The PIX words of an SA's algorithms. */
    public String keywords(SaParameters sa) {
        return SaText.keywords(sa, installed.get());
    }

    /** Whether somebody serves a Diffie-Hellman group. */
    public boolean hasGroup(int number) {
        return ofGroup(number).isPresent();
    }

    /** What serves a suite, as far as it is installed. */
    public Stream<AlgorithmId> of(Phase1Suite suite) {
        TransformSnapshot now = installed.get();
        return Stream.of(
                        now.ikev1(TransformKind.ENCRYPTION, suite.cipher()),
                        now.ikev1(TransformKind.PRF, suite.hash()),
                        now.ikev1(TransformKind.KEY_EXCHANGE, suite.group()))
                .flatMap(Optional::stream)
                .map(each -> each.description().algorithm());
    }

    /** What serves a group; empty if nobody does. */
    public Optional<AlgorithmId> ofGroup(int number) {
        return installed
                .get()
                .ikev1(TransformKind.KEY_EXCHANGE, number)
                .map(each -> each.description().algorithm());
    }

    /**
     * Why any of some algorithms is not used; empty if all are.
     *
     * @param offering whether this gateway would offer them; otherwise it accepts them, or has accepted them
     */
    public Optional<Obstacle> obstacle(Stream<AlgorithmId> algorithms, boolean offering) {
        TransformSnapshot now = installed.get();
        return algorithms.flatMap(each -> now.obstacle(each, offering).stream()).findFirst();
    }

    /** Those of some algorithms that are deprecated. */
    public List<AlgorithmId> deprecated(Stream<AlgorithmId> algorithms) {
        TransformSnapshot now = installed.get();
        return algorithms
                .filter(each -> now.policy().use(each) == TransformUse.DEPRECATED)
                .distinct()
                .toList();
    }

    /** Why a suite cannot be used, in words; empty if it can. */
    Optional<String> missing(Phase1Suite suite) {
        if (cryptography(suite).isEmpty()) {
            return Optional.of("no transform for " + suite.cipherWords() + " or " + suite.hashWords());
        }
        return hasGroup(suite.group()) ? Optional.empty() : Optional.of("no transform for group " + suite.group());
    }
}
