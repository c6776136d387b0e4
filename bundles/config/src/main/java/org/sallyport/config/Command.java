// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;

/**
 * The declaration of a command: parser, completion, help, {@code no} and {@code clear} forms and the written text all come
 * from it.
 *
 * <p>A grammar is a line of tokens:
 *
 * <pre>
 * keyword             may be typed as a unique prefix, in either case
 * &lt;name:type&gt;         a variable, one word
 * {a | b &lt;c:type&gt;}     a choice; an alternative may be a sequence
 * [x]                 optional
 * &lt;ts:name&gt;{1,6}      repetition of the preceding token, choice or option
 * &lt;text:rest&gt;         the rest of the line, one word or more
 * </pre>
 *
 * Built-in types: {@code name} (1 to 63 visible characters without {@code ?}), {@code ip}, {@code mask} (contiguous ones), {@code 1-65535} (an
 * integer in that range), {@code hex} (a secret: an even number of hexadecimal digits), {@code secret} (any word, a secret),
 * {@code word} (any word), {@code rest}. Other types come with a {@link CommandSet}. The same variable may occur in several
 * alternatives.
 *
 * <p>Immutable.
 */
public sealed interface Command permits Setting, Action, Show {
    /** The grammar as declared; no two commands have the same. */
    String grammar();

    /** The least mode in which the command may be typed. */
    Mode mode();

    /** One text an element of the grammar, in its order; empty while none were declared. */
    List<String> help();
}
