// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.Optional;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Message;

/** A message that phase 1 has not seen before. @param nextIv of the chain, if it was encrypted; empty otherwise */
public record Incoming(Message message, Optional<IvChain> nextIv) {}
