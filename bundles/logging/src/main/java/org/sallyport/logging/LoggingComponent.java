// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.config.Action;
import org.sallyport.config.Command;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.Show;
import org.sallyport.config.TokenType;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.Severity;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.runtime.WallClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears messages, follows the {@code logging} lines, and runs the delivery. */
@Component(
        immediate = true,
        service = {Messages.class, CommandSet.class, ConfigurationListener.class})
public final class LoggingComponent implements Messages, CommandSet, ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger("org.sallyport.messages");

    private final Delivery delivery;
    private final Desk desk;
    private final Threads.Running running;

    @Activate
    public LoggingComponent(@Reference Threads threads, @Reference Ticker ticker, @Reference WallClock clock) {
        delivery = new Delivery(LoggingComponent::log, new Post());
        desk = new Desk(ticker, clock, delivery);
        running = threads.start(delivery);
    }

    @Deactivate
    public void deactivate() {
        running.close();
    }

    private static void log(Severity severity, String line) {
        switch (severity) {
            case EMERGENCIES, ALERTS, CRITICAL, ERRORS -> LOG.error("{}", line);
            case WARNINGS -> LOG.warn("{}", line);
            default -> LOG.info("{}", line);
        }
    }

    @Override
    public boolean admits(MessageType type) {
        return desk.admits(type);
    }

    @Override
    public void say(MessageType type, String text) {
        desk.say(type, text);
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>(LoggingCommands.settings());
        commands.add(Show.of(LoggingListing.GRAMMAR, this::model, LoggingListing::render)
                .help("Show", "Where messages go, and those in the buffer"));
        commands.add(Action.of("clear logging", Mode.CONFIGURATION, invocation -> {
                    delivery.clear();
                    return Reply.silent();
                })
                .help("Clear", "The buffer of messages"));
        return commands;
    }

    private LoggingListing.Model model() {
        Map<Destination, Long> delivered = new EnumMap<>(Destination.class);
        for (Destination destination : Destination.values()) {
            delivered.put(destination, delivery.delivered(destination));
        }
        return new LoggingListing.Model(
                desk.settings(), delivered, delivery.lost(), delivery.unsent(), desk.suppressed(), delivery.buffer());
    }

    @Override
    public List<TokenType> types() {
        return List.of(LoggingCommands.PORT);
    }

    @Override
    public List<String> changed(Configuration before, Configuration after) {
        desk.settings(Settings.of(after));
        return List.of();
    }
}
