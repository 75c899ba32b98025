namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The MBIM function and its counters since the modem was made.</summary>
/// <param name="IsOpen">Whether a host has opened it.</param>
/// <param name="Version">The MBIMEx version that was agreed on.</param>
/// <param name="MaxControlTransfer">The MaxControlTransfer of the host's OPEN, in bytes.</param>
/// <param name="Connections">Hosts and proxy clients that are connected or wait.</param>
/// <param name="OutstandingCommands">The number of commands that are not answered yet.</param>
/// <param name="ReceivedMessages">The number of complete messages received from hosts.</param>
/// <param name="SentMessages">The number of complete messages sent to hosts.</param>
/// <param name="HostErrors">The number of HOST_ERROR messages received.</param>
/// <param name="FunctionErrors">The number of FUNCTION_ERROR messages sent.</param>
/// <param name="DroppedNotifications">The number of notifications that the host did not read.</param>
/// <param name="LostNotifications">The number of notifications that were not sent because no host was connected.</param>
/// <param name="DroppedDatagrams">On streams that are not open, or in the wrong direction.</param>
/// <param name="DroppedPackets">IP packets that were dropped: of sessions without a context, malformed, or from addresses that are not the session's.</param>
/// <param name="DroppedBlocks">Blocks (NTBs) of hosts that were dropped in whole or in part: malformed, with NDPs of unknown signature, too large, or while the function was not open.</param>
public sealed record FunctionState(bool IsOpen, string Version, uint MaxControlTransfer, int Connections, int OutstandingCommands, long ReceivedMessages, long SentMessages, long HostErrors, long FunctionErrors, long DroppedNotifications, long LostNotifications, long DroppedDatagrams, long DroppedPackets, long DroppedBlocks);
