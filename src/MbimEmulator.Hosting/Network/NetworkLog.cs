using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Network;

/// <summary>What the networks behind modems log.</summary>
internal static partial class NetworkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The TUN device {Device} carries session {Session}.")]
    public static partial void DeviceMade(ILogger logger, string device, byte session);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} has no network. {Reason}")]
    public static partial void DeviceRefused(ILogger logger, byte session, string reason);
}
