namespace MbimEmulator.Network;

/// <summary>
/// Where a TCP connection is. FIN-WAIT-1, FIN-WAIT-2, CLOSE-WAIT, CLOSING and LAST-ACK of the specification are Established with one or both ends
/// of the stream known.
/// </summary>
internal enum TcpState
{
    SynReceived,
    Established,
    TimeWait,
    Closed,
}
