// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Follows the running configuration. Register it as a service. */
@ConsumerType
public interface ConfigurationListener {
    /**
     * Called after each change, and after lines became active or inactive, in the thread that caused it; the next change waits.
     * Called once with an empty {@code before} when the listener comes. Must not change the configuration.
     *
     * @return warnings to print, without prefix
     */
    List<String> changed(Configuration before, Configuration after);

    /**
     * Asked before a typed change: why it could not be put into effect, without prefix; then nothing of it happens. Lines of a
     * file are not asked about: they are kept, whatever becomes of them. Must change nothing.
     */
    default Optional<String> refusal(Configuration before, Configuration after) {
        return Optional.empty();
    }
}
