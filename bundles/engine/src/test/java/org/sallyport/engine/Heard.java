// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;

/** Keeps every message, as long as it may; counts those that were not asked for first. */
final class Heard implements Messages {
    final List<String> lines = new ArrayList<>();
    boolean open = true;
    private int admitted;

    @Override
    public boolean admits(MessageType type) {
        admitted += open ? 1 : 0;
        return open;
    }

    @Override
    public void say(MessageType type, String text) {
        if (admitted-- <= 0) {
            throw new IllegalStateException("not admitted: " + text);
        }
        lines.add(type.number() + " " + text);
    }
}
