// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.sshd.server.SshServer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.config.Shell;
import org.sallyport.runtime.Threads;

/** The SSH door, placed by the configuration {@code org.sallyport.cli}. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.sallyport.cli")
public final class SshComponent {
    private final SshDoor door;

    /** The configuration's properties and their defaults. */
    public @interface Place {
        /** Address to listen at. */
        String host() default "127.0.0.1";

        /** Port to listen at. */
        int port() default 2222;

        /** File of authorized keys; empty for {@code sallyport-authorized-keys} in Karaf's {@code etc}. */
        String authorized_keys() default "";

        /** File of the host key; empty for {@code sallyport-host-key} in Karaf's {@code data}. */
        String host_key() default "";
    }

    /** Opens the door. */
    @Activate
    public SshComponent(BundleContext context, Place place, @Reference Shell shell, @Reference Threads threads)
            throws IOException {
        var settings = new SshDoor.Settings(
                place.host(),
                place.port(),
                file(context, place.authorized_keys(), "karaf.etc", "sallyport-authorized-keys"),
                file(context, place.host_key(), "karaf.data", "sallyport-host-key"));
        // The server finds its parts through the context loader.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(SshServer.class.getClassLoader());
        try {
            door = SshDoor.open(settings, shell, threads);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static Path file(BundleContext context, String configured, String folder, String name) {
        return configured.isEmpty()
                ? Path.of(Optional.ofNullable(context.getProperty(folder)).orElse("."), name)
                : Path.of(configured);
    }

    @Deactivate
    void close() throws IOException {
        door.close();
    }
}
