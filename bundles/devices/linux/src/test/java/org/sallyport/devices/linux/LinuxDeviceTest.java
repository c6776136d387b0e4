// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The device on real interfaces, in namespaces of their own: see {@link DeviceScenarios}. */
class LinuxDeviceTest {
    private static void play(String scenario) {
        try (var namespaces = new Namespaces("d")) {
            namespaces.java("d", DeviceScenarios.class, scenario);
        }
    }

    @Test
    void theKernelPingsAHostBehindTheTun() {
        play("answerPings");
    }

    @Test
    void aWakeUpEndsWaiting() {
        play("wakeUp");
    }

    @Test
    void closingEndsWaitingAndLeavesTheDeviceSilent() {
        play("closeWhileBlocked");
    }

    @Test
    void fiveHundredDevicesLeaveNoDescriptorBehind() {
        play("openAndClose");
    }

    @Test
    void aDeletedTunIsReported() {
        play("lostTun");
    }

    @Test
    void protectedPacketsCrossAWireInLargeBatches() throws IOException, InterruptedException {
        int count = 5_000;
        try (var namespaces = new Namespaces("a", "b")) {
            namespaces.cable("a", "wire0", "b", "wire0");
            namespaces.line("a", "ip addr add 198.51.100.1/24 dev wire0");
            namespaces.line("b", "ip addr add 198.51.100.2/24 dev wire0");
            namespaces.line("a", "ping -q -c 1 -W 2 198.51.100.2"); // so that nothing waits for ARP
            Process receiver = namespaces.start("b", DeviceScenarios.class, "receiveEsp", String.valueOf(count));
            BufferedReader output = receiver.inputReader();
            assertThat(output.readLine()).isEqualTo("ready");

            namespaces.java("a", DeviceScenarios.class, "sendEsp", String.valueOf(count));

            assertThat(receiver.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(receiver.exitValue()).isZero();
            assertThat(output.readLine()).startsWith("largest batch ");
        }
    }
}
