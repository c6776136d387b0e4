// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.sallyport.config.Candidate;
import org.sallyport.config.Person;
import org.sallyport.config.Shell;
import org.sallyport.config.Shell.Login;
import org.sallyport.config.ShellSession;

/**
 * A person at a terminal, from the banner to {@code exit}. Lines reach the session as they were typed: nothing is expanded,
 * quoted or split on the way. Owned by the thread of its door.
 */
final class Conversation {
    private static final String HELP = "pix-help";
    private static final String END = "pix-end";

    private final Terminal terminal;
    private final ShellSession session;
    private final LineReader reader;

    private Conversation(Terminal terminal, Shell shell, Login login) {
        this.terminal = terminal;
        session = shell.open(login, new Person() {
            @Override
            public Optional<String> ask(String question) {
                return Conversation.this.ask(question);
            }

            @Override
            public void tell(String line) {
                Conversation.this.tell(line);
            }
        });
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("pix")
                .parser(new WholeLine())
                .completer((lineReader, line, candidates) -> session.complete(line.line(), line.cursor()).stream()
                        .filter(Candidate::literal)
                        .forEach(each -> candidates.add(new org.jline.reader.Candidate(each.word()))))
                .history(new DiscreetHistory(session))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, false)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
        reader.getWidgets().put(HELP, this::help);
        reader.getWidgets().put(END, this::end);
        reader.getKeyMaps().forEach((name, keys) -> {
            if (name.equals(LineReader.MAIN) || name.equals(LineReader.EMACS)) {
                keys.bind(new Reference(HELP), "?");
                keys.bind(new Reference(END), Session.CONTROL_Z);
            }
        });
    }

    /** Talks until the person leaves or the terminal ends. */
    static void hold(Terminal terminal, Shell shell, Login login) {
        var before = terminal.getAttributes();
        leaveControlZ(terminal);
        var conversation = new Conversation(terminal, shell, login);
        try {
            conversation.hold();
        } finally {
            conversation.session.close();
            terminal.setAttributes(before);
        }
    }

    /** Makes Ctrl-Z a key that stops no process. */
    static void leaveControlZ(Terminal terminal) {
        var attributes = new Attributes(terminal.getAttributes());
        attributes.setControlChar(Attributes.ControlChar.VSUSP, 0);
        terminal.setAttributes(attributes);
    }

    private void hold() {
        print(session.banner());
        while (!session.closed()) {
            try {
                print(session.line(reader.readLine(literal(session.prompt()))).lines());
            } catch (UserInterruptException e) {
                // Ctrl-C drops the line, as on every console.
                terminal.flush();
            } catch (EndOfFileException e) {
                return;
            }
        }
        print(List.of("Logoff"));
    }

    private Optional<String> ask(String question) {
        try {
            return Optional.of(reader.readLine(literal(question)));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** JLine draws the line that is being typed anew below it. */
    private void tell(String line) {
        if (reader.isReading()) {
            reader.printAbove(line);
        } else {
            terminal.writer().println(line);
            terminal.flush();
        }
    }

    private boolean help() {
        var before = reader.getBuffer().upToCursor();
        var lines = new ArrayList<String>();
        lines.add(session.prompt() + before + "?");
        lines.addAll(session.help(before));
        reader.printAbove(String.join("\n", lines));
        return true;
    }

    /** Drops what was typed, and ends the configuration. */
    private boolean end() {
        reader.getBuffer().clear();
        reader.getBuffer().write(Session.CONTROL_Z);
        reader.callWidget(LineReader.ACCEPT_LINE);
        return true;
    }

    private void print(List<String> lines) {
        lines.forEach(terminal.writer()::println);
        terminal.flush();
    }

    /** JLine expands percent signs in prompts. */
    private static String literal(String prompt) {
        return prompt.replace("%", "%%");
    }

    /** Remembers no line with a secret, and no key. */
    private static final class DiscreetHistory extends DefaultHistory {
        private final ShellSession session;

        DiscreetHistory(ShellSession session) {
            this.session = session;
        }

        @Override
        public void add(Instant time, String line) {
            if (!line.equals(Session.CONTROL_Z) && !session.carriesSecret(line)) {
                super.add(time, line);
            }
        }
    }

    /** Takes any line for what it is; words matter to completion only. */
    private static final class WholeLine implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            int start = line.lastIndexOf(' ', Math.max(0, cursor - 1)) + 1;
            return new Word(line, Math.min(start, cursor), cursor);
        }
    }

    /** The word that ends at the cursor. */
    private record Word(String line, int start, int cursor) implements CompletingParsedLine {
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return cursor - start;
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }

        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }
    }
}
