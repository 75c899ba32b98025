using MbimProtocol.Encoding;

namespace VendorUser;

[MbimService("7d3f8a51-0b0e-4e5c-8f6a-2a1c5d9b7e33", "Vendor")]
public enum VendorCid : uint
{
    [Notification(NotificationKind.State, Key = nameof(VendorUser.Temperature.Sensor))]
    Temperature = 1,
}

/// <summary>How warm a part of the modem is.</summary>
[InformationBuffer(VendorCid.Temperature, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record Temperature
{
    public uint Sensor { get; init; }

    public int Celsius { get; init; }

    public string Name { get; init; } = "";
}
