// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who takes the world as an argument can be run under a virtual clock. */
final class WorldComesThroughRuntime implements Rule {
    private static final Map<Pattern, String> FORBIDDEN = Map.of(
                    "java\\.lang\\.System\\.nanoTime",
                    "take a Ticker",
                    "java\\.lang\\.System\\.currentTimeMillis",
                    "take a WallClock",
                    "java\\.time\\.(\\w+\\.now|Clock\\.(system|tick)\\w*)",
                    "take a WallClock",
                    "java\\.util\\.Random\\.<init>|java\\.security\\.SecureRandom\\..*",
                    "take an Entropy",
                    "java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID",
                    "take an Entropy",
                    "java\\.util\\.concurrent\\.ThreadLocalRandom\\..*",
                    "take an Entropy",
                    "java\\.lang\\.Thread\\.(<init>|sleep|startVirtualThread)|java\\.util\\.Timer\\.<init>"
                            + "|java\\.util\\.concurrent\\.(Executors\\..*|\\w+Executor\\.<init>|ForkJoinPool\\..*"
                            + "|TimeUnit\\.sleep|CompletableFuture\\.\\w+Async|locks\\.LockSupport\\.park\\w*)",
                    "be an Agent, or take a Threads",
                    "java\\.lang\\.(Inheritable)?ThreadLocal\\..*",
                    "keep it in the object that owns the thread",
                    "java\\.lang\\.Runtime\\.addShutdownHook",
                    "use @Deactivate",
                    "java\\.security\\.Security\\.(addProvider|insertProviderAt)",
                    "hand the provider to getInstance")
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(entry -> Pattern.compile(entry.getKey()), Map.Entry::getValue));

    @Override
    public String says() {
        return "clocks, randomness, sleep and threads come through runtime";
    }

    @Override
    public Stream<String> violations(Bundle bundle, House house) {
        return bundle.path().equals("runtime")
                ? Stream.empty()
                : bundle.classes().stream().flatMap(WorldComesThroughRuntime::violations);
    }

    private static Stream<String> violations(ClassFile file) {
        var found = new TreeMap<String, String>();
        for (String call : file.calls()) {
            FORBIDDEN.forEach((pattern, instead) -> {
                if (pattern.matcher(call).matches()) {
                    found.put(call, instead);
                }
            });
        }
        return found.entrySet().stream()
                .map(entry -> file.name() + " calls " + entry.getKey() + ": " + entry.getValue());
    }
}
