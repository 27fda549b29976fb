/** A reading in the words of each namespace. */
import type { Reading } from './readings.ts';

/** `counters` add up over a minute, `levels` are looked at again and again. */
export interface Values {
  readonly counters: Readonly<Record<string, number>>;
  readonly levels: Readonly<Record<string, number>>;
}

export function endpointValues(reading: Reading): Values {
  const { all, dropped } = reading;
  return {
    levels: { ActiveConnections: all.open },
    counters: {
      BytesProcessed: all.bytes,
      NewConnections: all.opened,
      PacketsDropped: dropped,
      RstPacketsReceived: resetsToClients(reading),
    },
  };
}

export function serviceValues(reading: Reading): Values {
  const { all } = reading;
  return {
    levels: { ActiveConnections: all.open },
    counters: {
      BytesProcessed: all.bytes,
      NewConnections: all.opened,
      RstPacketsSent: resetsToClients(reading),
    },
  };
}

/**
 * @param ownRules whether the interface is the load balancer's, and its security groups with it
 * @param seconds since the last look
 */
export function loadBalancerValues(reading: Reading, ownRules: boolean, seconds: number): Values {
  const { all, tcp, udp, tls } = reading;
  return {
    levels: {
      ActiveFlowCount: all.open,
      ActiveFlowCount_TCP: tcp.open,
      ActiveFlowCount_TLS: tls.open,
      ActiveFlowCount_UDP: udp.open,
      PeakBytesPerSecond: all.bytes / seconds,
      PeakPacketsPerSecond: all.packets / seconds,
    },
    counters: {
      ClientTLSNegotiationErrorCount: reading.clientTlsErrors,
      NewFlowCount: all.opened,
      NewFlowCount_TCP: tcp.opened,
      NewFlowCount_TLS: tls.opened,
      NewFlowCount_UDP: udp.opened,
      PortAllocationErrorCount: reading.portAllocationErrors,
      ProcessedBytes: all.bytes,
      ProcessedBytes_TCP: tcp.bytes,
      ProcessedBytes_TLS: tls.bytes,
      ProcessedBytes_UDP: udp.bytes,
      ProcessedPackets: all.packets,
      RejectedFlowCount: reading.rejectedTcp + reading.rejectedUdp,
      RejectedFlowCount_TCP: reading.rejectedTcp,
      SecurityGroupBlockedFlowCount_Inbound_TCP: reading.inboundTcp + (ownRules ? reading.blockedTcp : 0),
      SecurityGroupBlockedFlowCount_Inbound_UDP: reading.inboundUdp + (ownRules ? reading.blockedUdp : 0),
      SecurityGroupBlockedFlowCount_Outbound_TCP: reading.outboundTcp,
      SecurityGroupBlockedFlowCount_Outbound_UDP: reading.outboundUdp,
      TCP_Client_Reset_Count: reading.clientResets,
      TCP_ELB_Reset_Count: reading.resetsSent,
      TCP_Target_Reset_Count: reading.targetResets,
      TargetTLSNegotiationErrorCount: reading.targetTlsErrors,
      UnhealthyRoutingFlowCount: reading.failedOpen,
    },
  };
}

/** Those of targets, and those that the data plane sends itself. */
function resetsToClients({ targetResets, resetsSent, resetsToTargets }: Reading): number {
  return targetResets + resetsSent - resetsToTargets;
}
