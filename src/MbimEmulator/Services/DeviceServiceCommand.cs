using MbimEmulator.Function;
using MbimProtocol.Messages;

namespace MbimEmulator.Services;

/// <summary>Handles a command of a device service of the profile.</summary>
internal delegate void DeviceServiceCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer);
