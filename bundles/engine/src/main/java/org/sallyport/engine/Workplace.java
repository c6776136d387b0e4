// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.SaContext;
import org.sallyport.runtime.Shift;

/**
 * What the two paths of one worker share.
 *
 * @param shared what all workers work with
 * @param crew all workers of the device
 * @param self the number of this one
 * @param shift in whose transforms it is
 * @param time of the batch in hand
 * @param ways of the flows that send
 * @param messages what is said about drops
 * @param toInside what leaves inside
 * @param toOutside what leaves outside
 */
record Workplace(
        Worker.Shared shared,
        Device device,
        Crew crew,
        int self,
        Shift<SaContext> shift,
        BatchTime time,
        Ways ways,
        DropMessages messages,
        Outlet toInside,
        Outlet toOutside) {
    static Workplace of(Worker.Shared shared, Device device, Crew crew, int self) {
        Device.Queue queue = device.queues().get(self);
        return new Workplace(
                shared,
                device,
                crew,
                self,
                new Shift<>(),
                new BatchTime(shared.ticker()),
                new Ways(),
                new DropMessages(shared.messages()),
                new Outlet(queue.inside(), shared.sad().drops()),
                new Outlet(queue.outside(), shared.sad().drops()));
    }
}
