// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Map;
import org.sallyport.config.Configuration;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.ike.EntryState;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.GuardCount;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.TransformSnapshot;

/**
 * What runs, at one moment, for listings.
 *
 * @param flows of all maps
 * @param hits how often a flow claimed a packet
 * @param ruleHits how often an element of an interface's list decided, by its counter
 * @param unprotected how many packets of a flow had no SA
 * @param overheads bytes that the SAs of a flow add, for flows whose SAs can be made
 * @param negotiations what becomes of negotiated entries
 * @param sinceNegotiated how many nanoseconds ago a negotiation last ended with an algorithm
 * @param deprecated how often a negotiation ended with an algorithm that is deprecated
 * @param complaints what the host refused when it was last asked
 * @param nanos when it was taken, by the ticker of the SAs' lives
 */
record View(
        Configuration configuration,
        List<BoundMap> maps,
        Map<Flow, BoundFlow> flows,
        SadSnapshot associations,
        TransformSnapshot transforms,
        Map<DropReason, Long> drops,
        List<GuardCount> guard,
        Map<Flow, Long> hits,
        Map<String, Long> ruleHits,
        Map<Flow, Long> unprotected,
        Map<Flow, Integer> overheads,
        List<HostInterface> interfaces,
        List<DeviceStatus> devices,
        Engine.Snapshot engine,
        List<EntryState> negotiations,
        Map<AlgorithmId, Long> sinceNegotiated,
        Map<AlgorithmId, Long> deprecated,
        List<String> complaints,
        long nanos) {}
