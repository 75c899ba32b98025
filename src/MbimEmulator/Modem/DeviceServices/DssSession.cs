using MbimEmulator.Time;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>A session that is opening, open or closing.</summary>
internal sealed class DssSession(byte id, DeviceService service)
{
    public byte Id => id;

    public DeviceService Service => service;

    public DssSessionState State { get; set; }

    /// <summary>What the host waits for while the session is opening or closing.</summary>
    public Transaction Transaction { get; set; }

    public ModemTimer? Timer { get; set; }
}
