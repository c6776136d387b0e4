// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The installed transforms at one moment. Immutable. */
public final class TransformSnapshot {
    /** Nothing is installed. */
    public static final TransformSnapshot EMPTY = new TransformSnapshot(List.of());

    private final List<InstalledTransform> installed;
    private final TransformPolicy policy;
    private final Map<AlgorithmId, InstalledTransform> serving = new HashMap<>();
    private final Map<AlgorithmId, Standing> standing = new HashMap<>();
    private final Map<String, InstalledTransform> keywords = new TreeMap<>();
    private final Map<TransformKind, Map<String, InstalledTransform>> isakmp = new EnumMap<>(TransformKind.class);
    private final Map<TransformKind, Map<Integer, InstalledTransform>> ikev1 = new EnumMap<>(TransformKind.class);

    /** All of them may be used. */
    public TransformSnapshot(List<InstalledTransform> installed) {
        this(installed, TransformPolicy.OPEN);
    }

    /** Of several admitted providers of one algorithm the one with the highest ranking serves it, then the older. */
    public TransformSnapshot(List<InstalledTransform> installed, TransformPolicy policy) {
        this.installed = List.copyOf(installed);
        this.policy = policy;
        var ranked = new ArrayList<>(this.installed);
        ranked.removeIf(entry -> entry.state() != InstalledTransform.State.ADMITTED);
        ranked.sort(Comparator.comparingInt(
                        (InstalledTransform entry) -> entry.description().ranking())
                .reversed());
        for (InstalledTransform entry : ranked) {
            TransformDescription said = entry.description();
            standing.merge(said.algorithm(), said.standing(), BinaryOperator.minBy(Comparator.naturalOrder()));
            if (serving.putIfAbsent(entry.description().algorithm(), entry) == null) {
                entry.description().keywords().forEach(keyword -> keywords.putIfAbsent(keyword, entry));
                addForIke(entry);
            }
        }
    }

    private void addForIke(InstalledTransform entry) {
        TransformDescription description = entry.description();
        Map<String, InstalledTransform> words = isakmp.computeIfAbsent(description.kind(), kind -> new TreeMap<>());
        description.isakmp().forEach(keyword -> words.putIfAbsent(keyword, entry));
        if (description.ikev1() != 0) {
            ikev1.computeIfAbsent(description.kind(), kind -> new HashMap<>()).putIfAbsent(description.ikev1(), entry);
        }
    }

    /** How they may be used. */
    public TransformPolicy policy() {
        return policy;
    }

    /** The same under another policy, for whoever wants to know what it would change. */
    public TransformSnapshot under(TransformPolicy other) {
        return new TransformSnapshot(installed, other);
    }

    /**
     * Why an algorithm is not used although it may be installed; empty if it is used.
     *
     * @param offering whether this gateway would offer it; otherwise it accepts it, or has accepted it
     */
    public Optional<Obstacle> obstacle(AlgorithmId algorithm, boolean offering) {
        return policy.obstacle(algorithm, standing(algorithm), offering);
    }

    /** The least that any admitted provider of an algorithm says of it; empty if nobody serves it. */
    public Optional<Standing> standing(AlgorithmId algorithm) {
        return Optional.ofNullable(standing.get(algorithm));
    }

    /** The keywords of {@code isakmp policy} for one kind, in alphabetical order. */
    public List<String> isakmpKeywords(TransformKind kind) {
        return List.copyOf(isakmp.getOrDefault(kind, Map.of()).keySet());
    }

    /** What a keyword of {@code isakmp policy} stands for. */
    public Optional<InstalledTransform> isakmpKeyword(TransformKind kind, String keyword) {
        return Optional.ofNullable(isakmp.getOrDefault(kind, Map.of()).get(keyword));
    }

    /** Whoever serves what IKEv1 calls by that number in phase 1: a cipher, a hash, a group. */
    public Optional<InstalledTransform> ikev1(TransformKind kind, int number) {
        return Optional.ofNullable(ikev1.getOrDefault(kind, Map.of()).get(number));
    }

    /** Everything that is installed, admitted or not, in the order of arrival. */
    public List<InstalledTransform> installed() {
        return installed;
    }

    /** The keywords of all serving transforms, in alphabetical order. */
    public List<String> keywords() {
        return List.copyOf(keywords.keySet());
    }

    /** What a PIX keyword stands for. */
    public Optional<InstalledTransform> keyword(String keyword) {
        return Optional.ofNullable(keywords.get(keyword));
    }

    /** Whoever serves an algorithm. */
    public Optional<InstalledTransform> serving(AlgorithmId algorithm) {
        return Optional.ofNullable(serving.get(algorithm));
    }

    /** The cipher of that name, or null: for the packet path. */
    public @Nullable CipherTransform cipher(AlgorithmId algorithm) {
        InstalledTransform entry = serving.get(algorithm);
        return entry != null && entry.transform() instanceof CipherTransform cipher ? cipher : null;
    }

    /** The hash and its function of that name. */
    public Optional<PrfTransform> prf(AlgorithmId algorithm) {
        return serving(algorithm)
                .map(InstalledTransform::transform)
                .filter(PrfTransform.class::isInstance)
                .map(PrfTransform.class::cast);
    }

    /** The key exchange of that name. */
    public Optional<KeyExchangeTransform> keyExchange(AlgorithmId algorithm) {
        return serving(algorithm)
                .map(InstalledTransform::transform)
                .filter(KeyExchangeTransform.class::isInstance)
                .map(KeyExchangeTransform.class::cast);
    }

    /** The authenticator of that name, or null: for the packet path. */
    public @Nullable IntegrityTransform integrity(AlgorithmId algorithm) {
        InstalledTransform entry = serving.get(algorithm);
        return entry != null && entry.transform() instanceof IntegrityTransform integrity ? integrity : null;
    }
}
