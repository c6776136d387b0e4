// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.config.internal.Store;

/**
 * The configuration that runs, and the one way to change it. One change at a time; listeners are called before the next.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface RunningConfiguration {
    /** The longest line that is looked at, in characters. */
    int MAX_LINE = 4096;

    /** The largest configuration, in characters: ten thousand crypto map entries need seven million (a PIX had 1 MB). */
    int MAX_SIZE = 1 << 24;

    /** The configuration now. */
    Configuration current();

    /** Runs one raw line as typed on the console: comment, setting, {@code no}, {@code clear}, action or listing. */
    Reply execute(Console console, String line);

    /** Changes the configuration in one step, for actions such as {@code clear crypto sa}. */
    Reply change(Function<Configuration, Change> change);

    /**
     * Merges lines of a file. Lines that nobody installed knows, or whose words are not available, are kept and wait; a wrong
     * line is reported with its number and the rest goes on; what is already there binds nothing anew.
     */
    Reply merge(List<String> lines);

    /** Lines of a file that wait for a contributor or are refused, with the reason. */
    List<String> unsettled();

    /** Judges all lines anew because the words of a {@link TokenType} changed, or leaves it to somebody who is about to. */
    void reevaluate();

    /**
     * A configuration of its own, without a framework around it, for compositions and tests.
     *
     * @param sets the commands it knows
     */
    static RunningConfiguration of(CommandSet... sets) {
        var store = new Store();
        List.of(sets).forEach(store::add);
        return store;
    }
}
