// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.Optional;
import org.sallyport.config.Console;
import org.sallyport.config.Mode;

/** A console of a script. */
final class TestConsole implements Console {
    private Mode mode;

    TestConsole(Mode mode) {
        this.mode = mode;
    }

    @Override
    public String user() {
        return "test";
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public void enter(Mode next) {
        mode = next;
    }

    @Override
    public void leave() {}

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public Optional<String> ask(String question) {
        return Optional.empty();
    }
}
