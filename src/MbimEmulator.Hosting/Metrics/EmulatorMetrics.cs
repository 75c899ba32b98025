using System.Diagnostics.Metrics;
using MbimEmulator.DeviceServices;

namespace MbimEmulator.Hosting.Metrics;

/// <summary>
/// The counters of a running emulator as instruments of <see cref="System.Diagnostics.Metrics"/>, for any collector in the process. Each collection asks
/// the modems, in their mailboxes.
/// </summary>
public sealed class EmulatorMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MbimEmulator";

    private readonly EmulatorService _emulator;

    /// <summary>Makes the instruments.</summary>
    public EmulatorMetrics(EmulatorService emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        _emulator = emulator;
        Meter = new Meter(MeterName);
        Meter.CreateObservableGauge("mbim.modems", () => (long)_emulator.Modems.Count, null, "Modems.");
        Meter.CreateObservableGauge("mbim.connections", () => Ask(m => Of(m, m.Connections)), null, "Hosts and proxy clients that are connected or wait.");
        Meter.CreateObservableGauge(
            "mbim.outstanding_commands", () => Ask(m => Of(m, m.Function.OutstandingCommands)), null, "Commands without their answer.");
        Meter.CreateObservableCounter(
            "mbim.messages",
            () => Ask(m => [
                Of(m, m.Function.ReceivedMessages, "direction", "from_host")[0], Of(m, m.Function.SentMessages, "direction", "to_host")[0]]),
            null,
            "Whole MBIM messages.");
        Meter.CreateObservableCounter(
            "mbim.dropped_notifications", () => Ask(m => Of(m, m.DroppedIndications)), null, "Notifications that nobody took.");
        Meter.CreateObservableCounter(
            "mbim.lost_notifications", () => Ask(m => Of(m, m.Function.LostIndications)), null, "Notifications that found no host connected.");
        Meter.CreateObservableCounter("mbim.host_errors", () => Ask(m => Of(m, m.Function.HostErrors)), null, "HOST_ERROR messages.");
        Meter.CreateObservableCounter("mbim.function_errors", () => Ask(m => Of(m, m.Function.FunctionErrors)), null, "FUNCTION_ERROR messages.");
        Meter.CreateObservableCounter(
            "mbim.dss_datagrams", () => AskServices(t => t.DatagramsReceived, t => t.DatagramsSent), null, "Datagrams on device service streams.");
        Meter.CreateObservableCounter(
            "mbim.dss_bytes", () => AskServices(t => t.BytesReceived, t => t.BytesSent), "By", "Bytes on device service streams.");
        Meter.CreateObservableCounter("mbim.journal_dropped", () => _emulator.Journal?.Statistics.Dropped ?? 0, null, "Entries that the journal has dropped, the oldest first.");
        Meter.CreateObservableCounter(
            "mbim.dropped_datagrams", () => Ask(m => Of(m, m.Modem.DroppedDatagrams + m.Function.LostDatagrams)), null, "Datagrams that nobody took.");
        Meter.CreateObservableCounter(
            "mbim.dropped_blocks", () => Ask(m => Of(m, m.Function.DroppedBlocks)), null, "Blocks of hosts that were dropped in whole or in part.");
    }

    internal Meter Meter { get; }

    /// <summary>The instruments are gone.</summary>
    public void Dispose() => Meter.Dispose();

    private static Measurement<long>[] Of(ModemGroup modem, long value, string? tag = null, string? tagValue = null) =>
        tag is null ? [new(value, new KeyValuePair<string, object?>("modem", modem.Name))]
        : [new(value, new("modem", modem.Name), new KeyValuePair<string, object?>(tag, tagValue))];

    private List<Measurement<long>> AskServices(Func<DeviceServiceTraffic, long> received, Func<DeviceServiceTraffic, long> sent) => Ask(modem =>
    [
        .. modem.Modem.Profile.DeviceServices.Services
            .Where(service => modem.Modem.DeviceServiceTraffic.ContainsKey(service.Id))
            .SelectMany(service =>
            {
                var traffic = modem.Modem.DeviceServiceTraffic[service.Id];
                return new[] { Measure("from_host", received(traffic)), Measure("to_host", sent(traffic)) };

                Measurement<long> Measure(string direction, long value) =>
                    new(value, new("modem", modem.Name), new("service", service.Name), new KeyValuePair<string, object?>("direction", direction));
            }),
    ]);

    // Collectors call in threads of their own, never in a mailbox, which does not wait for anything; so this may wait for it.
    private List<Measurement<long>> Ask(Func<ModemGroup, IEnumerable<Measurement<long>>> measure)
    {
        List<Measurement<long>> measured = [];
        foreach (var modem in _emulator.Modems)
        {
            try
            {
                modem.Group.InvokeAsync(_ => measured.AddRange(measure(modem.Group))).GetAwaiter().GetResult();
            }
            catch (ObjectDisposedException)
            {
                // It was deleted meanwhile.
                continue;
            }
        }

        return measured;
    }
}
