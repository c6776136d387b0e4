// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ikev1.settings.PeerKey;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** Configurations of gateways as values. Immutable; each method makes another one. */
record Plans(Ipv4Address local, Settings settings, List<IkeEntry> entries) {
    static final String OUTSIDE = "outside";
    static final String MAP = "mymap";

    static final Suite ESP_3DES_MD5 = suite("strong", esp(3, 24, 1, 16, Optional.empty()));
    static final Suite ESP_DES_MD5 = suite("weak", esp(2, 8, 1, 16, Optional.empty()));
    static final Suite ESP_AES_SHA = suite("aes", esp(12, 16, 2, 20, Optional.of(128)));
    static final Suite AH_ESP = suite("both", esp(3, 24, 0, 0, Optional.empty()), ah(3, 2, 20));

    static Plans at(String local) {
        return new Plans(
                Ipv4Address.parse(local),
                new Settings(
                        Set.of(OUTSIDE),
                        new Identity.Address(),
                        List.of("isakmp policy 10"),
                        List.of(policy(10, 5, 1, 2)),
                        List.of(),
                        Options.DEFAULT),
                List.of());
    }

    static Policy policy(int priority, int cipher, int hash, int group) {
        return policy(priority, cipher, hash, group, 86_400);
    }

    static Policy policy(int priority, int cipher, int hash, int group, long seconds) {
        return new Policy(
                priority,
                new Phase1Suite(
                        cipher,
                        cipher == 7 ? 128 : 0,
                        hash,
                        Phase1Suite.PRE_SHARED_KEY,
                        group,
                        new Lifetime(seconds, 0)));
    }

    static Suite suite(String name, Suite.Protocol... protocols) {
        return new Suite(name, Mode.TUNNEL, List.of(protocols));
    }

    static Suite.Protocol esp(int transform, int keyBytes, int auth, int authBytes, Optional<Integer> announced) {
        return new Suite.Protocol(
                IpProtocol.ESP,
                new SaAlgorithms(
                        Optional.of(AlgorithmId.encryption("cipher-" + transform)),
                        auth == 0 ? Optional.empty() : Optional.of(AlgorithmId.integrity("mac-" + auth))),
                transform,
                auth == 0 ? Optional.empty() : Optional.of(auth),
                new Suite.KeySizes(keyBytes, authBytes, announced),
                SaOptions.DEFAULT);
    }

    static Suite.Protocol ah(int transform, int auth, int authBytes) {
        return new Suite.Protocol(
                IpProtocol.AH,
                new SaAlgorithms(Optional.empty(), Optional.of(AlgorithmId.integrity("mac-" + auth))),
                transform,
                Optional.of(auth),
                new Suite.KeySizes(0, authBytes, Optional.empty()),
                SaOptions.DEFAULT);
    }

    Plans key(String peers, String key) {
        List<PeerKey> keys = new ArrayList<>(settings.keys());
        keys.add(new PeerKey(Ipv4Prefix.parse(peers), Secret.of(key.getBytes(StandardCharsets.US_ASCII))));
        return with(new Settings(
                settings.interfaces(),
                settings.identity(),
                settings.suites(),
                settings.policies(),
                keys,
                settings.options()));
    }

    Plans policies(Policy... policies) {
        List<String> suites = Stream.of(policies).map(Policy::toString).toList();
        return with(new Settings(
                settings.interfaces(),
                settings.identity(),
                suites,
                List.of(policies),
                settings.keys(),
                settings.options()));
    }

    Plans options(Options options) {
        return with(new Settings(
                settings.interfaces(),
                settings.identity(),
                settings.suites(),
                settings.policies(),
                settings.keys(),
                options));
    }

    Plans identity(Identity identity) {
        return with(new Settings(
                settings.interfaces(),
                identity,
                settings.suites(),
                settings.policies(),
                settings.keys(),
                settings.options()));
    }

    private Plans with(Settings newSettings) {
        return new Plans(local, newSettings, entries);
    }

    /** What an entry asks for. */
    record Wanted(List<String> peers, List<Suite> suites, Pfs pfs, long seconds, boolean keepUp) {
        static Wanted of(String peer) {
            return new Wanted(List.of(peer), List.of(ESP_3DES_MD5), Pfs.NONE, 28_800, false);
        }

        /** Whoever proves himself may begin. */
        static Wanted ofAnybody() {
            return new Wanted(List.of(), List.of(ESP_3DES_MD5), Pfs.NONE, 28_800, false);
        }

        Wanted peers(String... newPeers) {
            return new Wanted(List.of(newPeers), suites, pfs, seconds, keepUp);
        }

        Wanted suites(Suite... newSuites) {
            return new Wanted(peers, List.of(newSuites), pfs, seconds, keepUp);
        }

        Wanted pfs(Pfs newPfs) {
            return new Wanted(peers, suites, newPfs, seconds, keepUp);
        }

        Wanted seconds(long newSeconds) {
            return new Wanted(peers, suites, pfs, newSeconds, keepUp);
        }

        Wanted up() {
            return new Wanted(peers, suites, pfs, seconds, true);
        }
    }

    /** Adds a static entry. @param flows each as {@code 10.1.0.0/16 10.2.0.0/16}, with {@code deny} in front or not */
    Plans entry(int sequence, Wanted wanted, String... flows) {
        return entry(new IkeEntry.Source.Static(), sequence, wanted, flows);
    }

    /** Adds a dynamic entry. */
    Plans dynamic(int sequence, Wanted wanted, String... flows) {
        return entry(new IkeEntry.Source.Dynamic("dyn", sequence), sequence, wanted, flows);
    }

    private Plans entry(IkeEntry.Source source, int sequence, Wanted wanted, String... flows) {
        List<Element> elements = new ArrayList<>();
        for (String flow : flows) {
            String[] words = flow.split(" ");
            int at = words.length - 2;
            elements.add(new Element(
                    at == 0,
                    new TrafficSelector(Ipv4Prefix.parse(words[at]), Ipv4Prefix.parse(words[at + 1])),
                    new Flow(MAP, sequence, elements.size())));
        }
        List<IkeEntry> more = new ArrayList<>(entries);
        more.add(new IkeEntry(
                MAP,
                sequence,
                source,
                OUTSIDE,
                local,
                wanted.peers(),
                Optional.of("flow"),
                elements,
                wanted.suites(),
                new IkeEntry.Terms(wanted.pfs(), wanted.seconds(), 4_608_000, wanted.keepUp(), DontFragment.COPY)));
        return new Plans(local, settings, more);
    }

    /** What a gateway makes of it while bundles are stopped: transform sets that need them are not offered. */
    Plans without(Set<SimBundle> stopped) {
        List<IkeEntry> left = new ArrayList<>();
        for (IkeEntry entry : entries) {
            List<Suite> suites = entry.suites().stream()
                    .filter(suite ->
                            suite.protocols().stream().allMatch(each -> SimBundle.serves(stopped, each.algorithms())))
                    .toList();
            left.add(new IkeEntry(
                    entry.map(),
                    entry.sequence(),
                    entry.source(),
                    entry.interfaceName(),
                    entry.local(),
                    entry.peers(),
                    entry.list(),
                    entry.elements(),
                    suites,
                    entry.terms()));
        }
        return new Plans(local, settings, left);
    }

    /** What the lines mean while bundles are stopped: a policy that lacks what one of them brings cannot be used. */
    Settings settings(TransformSnapshot all, TransformSnapshot installed) {
        List<Policy> left = settings.policies().stream()
                .map(policy -> serves(installed, policy.suite()) || !serves(all, policy.suite())
                        ? policy
                        : policy.lacking(new Obstacle("a transform is not installed", policy.lines())))
                .toList();
        return new Settings(
                settings.interfaces(),
                settings.identity(),
                settings.suites(),
                left,
                settings.keys(),
                settings.options());
    }

    private static boolean serves(TransformSnapshot installed, Phase1Suite suite) {
        return installed.ikev1(TransformKind.ENCRYPTION, suite.cipher()).isPresent()
                && installed.ikev1(TransformKind.PRF, suite.hash()).isPresent()
                && installed.ikev1(TransformKind.KEY_EXCHANGE, suite.group()).isPresent();
    }

    IkePlan plan() {
        return new IkePlan(List.of(new IkePlan.End(OUTSIDE, local)), entries);
    }
}
