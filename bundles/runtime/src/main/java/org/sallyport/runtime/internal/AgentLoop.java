// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.sallyport.runtime.Agent;

/**
 * The rounds of one agent, on its thread.
 *
 * <p>Each agent has a copy of this class to itself. The compiler weaves the agents that it saw into a loop's code, and while a thread is in
 * that code their classes stay: in a loop shared by all, an agent that runs on would keep the bundle of one that was exchanged.
 */
final class AgentLoop implements Runnable {
    private static final byte[] CLASS = bytes();

    private final AgentThread thread;
    private final Agent agent;

    AgentLoop(AgentThread thread, Agent agent) {
        this.thread = thread;
        this.agent = agent;
    }

    /** A copy's instance. */
    static Runnable of(AgentThread thread, Agent agent) {
        try {
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(CLASS, false);
            MethodHandle constructor = copy.findConstructor(
                    copy.lookupClass(), MethodType.methodType(void.class, AgentThread.class, Agent.class));
            return (Runnable) constructor.invoke(thread, agent);
        } catch (Throwable e) {
            throw new LinkageError("a copy of " + AgentLoop.class, e);
        }
    }

    private static byte[] bytes() {
        try (InputStream file = AgentLoop.class.getResourceAsStream("AgentLoop.class")) {
            return Objects.requireNonNull(file, "AgentLoop.class").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void run() {
        while (thread.goesOn()) {
            try {
                if (agent.doWork() == 0) {
                    agent.rest();
                }
            } catch (RuntimeException | Error e) {
                thread.report(e);
            }
        }
        agent.onClose();
    }
}
