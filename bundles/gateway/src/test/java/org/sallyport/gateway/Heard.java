// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;

/** Keeps every message. */
final class Heard implements Messages {
    final List<String> lines = new ArrayList<>();

    @Override
    public boolean admits(MessageType type) {
        return true;
    }

    @Override
    public void say(MessageType type, String text) {
        lines.add(type.number() + " " + text);
    }
}
