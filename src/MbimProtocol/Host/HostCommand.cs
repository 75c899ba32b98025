using MbimProtocol.Messages;

namespace MbimProtocol.Host;

/// <summary>What a COMMAND asks, apart from its information buffer.</summary>
/// <param name="DeviceServiceId">The device service.</param>
/// <param name="Cid">The command id.</param>
/// <param name="CommandType">Whether the command is a query or a set.</param>
/// <param name="Timeout">How long the answer may take; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever.</param>
public readonly record struct HostCommand(Guid DeviceServiceId, uint Cid, MbimCommandType CommandType, TimeSpan Timeout);
