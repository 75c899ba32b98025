namespace MbimEmulator.Hosting.Metrics;

/// <summary>The counters of a modem at one moment.</summary>
internal sealed record ModemMeasurements
{
    public required string Modem { get; init; }

    public long Connections { get; private init; }

    public long OutstandingCommands { get; private init; }

    public long ReceivedMessages { get; private init; }

    public long SentMessages { get; private init; }

    public long DroppedNotifications { get; private init; }

    public long LostNotifications { get; private init; }

    public long HostErrors { get; private init; }

    public long FunctionErrors { get; private init; }

    public long DroppedDatagrams { get; private init; }

    public long DroppedBlocks { get; private init; }

    public IReadOnlyList<(string Service, long DatagramsReceived, long DatagramsSent, long BytesReceived, long BytesSent)> Services { get; private init; } = [];

    /// <summary>Takes them, in the modem's mailbox.</summary>
    public static ModemMeasurements Of(ModemGroup modem) => new()
    {
        Modem = modem.Name,
        Connections = modem.Connections,
        OutstandingCommands = modem.Function.OutstandingCommands,
        ReceivedMessages = modem.Function.ReceivedMessages,
        SentMessages = modem.Function.SentMessages,
        DroppedNotifications = modem.DroppedIndications,
        LostNotifications = modem.Function.LostIndications,
        HostErrors = modem.Function.HostErrors,
        FunctionErrors = modem.Function.FunctionErrors,
        DroppedDatagrams = modem.Modem.DroppedDatagrams + modem.Function.LostDatagrams,
        DroppedBlocks = modem.Function.DroppedBlocks,
        Services =
        [
            .. from service in modem.Modem.Profile.DeviceServices.Services
               where modem.Modem.DeviceServiceTraffic.ContainsKey(service.Id)
               let traffic = modem.Modem.DeviceServiceTraffic[service.Id]
               select (service.Name, traffic.DatagramsReceived, traffic.DatagramsSent, traffic.BytesReceived, traffic.BytesSent),
        ],
    };
}
