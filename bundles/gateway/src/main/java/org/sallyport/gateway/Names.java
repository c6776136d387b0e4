// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Configuration;

/** Whether the names that a listing is asked for exist. */
final class Names {
    private Names() {}

    /** Which name of the arguments does not exist, in the words of a message. */
    static Optional<String> missing(Configuration configuration, Arguments arguments) {
        Optional<String> map = arguments
                .find("map")
                .filter(name -> configuration.under("crypto map " + name).isEmpty())
                .map(name -> "crypto map \"" + name + "\" does not exist");
        Optional<String> dynamic = arguments
                .find("dyn")
                .filter(name -> DynamicMaps.templates(configuration, name).isEmpty())
                .map(name -> "crypto dynamic-map \"" + name + "\" does not exist");
        Optional<String> list = arguments
                .find("acl")
                .filter(name -> configuration.under("access-list " + name).isEmpty())
                .map(name -> "access-list " + name + " does not exist");
        Optional<String> set = arguments
                .find("ts")
                .filter(name -> TransformSets.find(configuration, name).isEmpty())
                .map(name -> "transform-set \"" + name + "\" does not exist");
        Optional<String> port = arguments
                .find("if")
                .or(() -> arguments.find("hardware"))
                .filter(name -> configuration.lines(Interfaces.NAMEIF).stream()
                        .noneMatch(line -> line.word("if").equals(name)
                                || line.word("hardware").equals(name)))
                .map(name -> "interface name \"" + name + "\" not defined");
        return map.or(() -> dynamic).or(() -> list).or(() -> set).or(() -> port);
    }
}
