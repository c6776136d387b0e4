// SPDX-License-Identifier: Apache-2.0
/**
 * The shell: modes, prompt, help and completion over the commands of the configuration, and its doors.
 *
 * <p>Start at {@link org.sallyport.cli.Session}. A door is a {@link org.sallyport.cli.Conversation} for a person at a terminal,
 * or a {@link org.sallyport.cli.Script} for lines without one; {@link org.sallyport.cli.SshDoor} opens both over SSH.
 */
@NullMarked
package org.sallyport.cli;

import org.jspecify.annotations.NullMarked;
