using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace MbimEmulator.Hosting.Metrics;

/// <summary>
/// The counters of a running emulator as instruments of <see cref="System.Diagnostics.Metrics"/>, for any collector in the process. They are read from a
/// look at the modems, taken in their mailboxes: the one that the collector's thread uses, or else one for each instrument, for which that thread waits.
/// </summary>
public sealed class EmulatorMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "MbimEmulator";

    [ThreadStatic]
    private static IReadOnlyList<ModemMeasurements>? _used;

    private static readonly ConditionalWeakTable<EmulatorService, EmulatorMetrics> Made = [];

    private readonly EmulatorService _emulator;

    /// <summary>Makes the instruments.</summary>
    public EmulatorMetrics(EmulatorService emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        _emulator = emulator;
        Meter = new Meter(MeterName);
        Meter.CreateObservableGauge("mbim.modems", () => (long)_emulator.Modems.Count, null, "Modems.");
        Meter.CreateObservableGauge("mbim.connections", () => Of(m => m.Connections), null, "Connected and waiting hosts and proxy clients.");
        Meter.CreateObservableGauge("mbim.outstanding_commands", () => Of(m => m.OutstandingCommands), null, "Commands that are not answered yet.");
        Meter.CreateObservableCounter(
            "mbim.messages", () => InBothDirections(m => [(m.ReceivedMessages, m.SentMessages, null)]), null, "Complete MBIM messages.");
        Meter.CreateObservableCounter("mbim.dropped_notifications", () => Of(m => m.DroppedNotifications), null, "Notifications that the host did not read.");
        Meter.CreateObservableCounter(
            "mbim.lost_notifications", () => Of(m => m.LostNotifications), null, "Notifications that were not sent because no host was connected.");
        Meter.CreateObservableCounter("mbim.host_errors", () => Of(m => m.HostErrors), null, "HOST_ERROR messages.");
        Meter.CreateObservableCounter("mbim.function_errors", () => Of(m => m.FunctionErrors), null, "FUNCTION_ERROR messages.");
        Meter.CreateObservableCounter(
            "mbim.dss_datagrams",
            () => InBothDirections(m => m.Services.Select(t => (t.DatagramsReceived, t.DatagramsSent, (string?)t.Service))),
            null,
            "Datagrams on device service streams.");
        Meter.CreateObservableCounter(
            "mbim.dss_bytes", () => InBothDirections(m => m.Services.Select(t => (t.BytesReceived, t.BytesSent, (string?)t.Service))), "By", "Bytes on device service streams.");
        Meter.CreateObservableCounter("mbim.journal_dropped", () => _emulator.Journal?.Statistics.Dropped ?? 0, null, "Entries that the journal has dropped, the oldest first.");
        Meter.CreateObservableCounter("mbim.dropped_datagrams", () => Of(m => m.DroppedDatagrams), null, "Datagrams that were dropped.");
        Meter.CreateObservableCounter("mbim.dropped_blocks", () => Of(m => m.DroppedBlocks), null, "Blocks from hosts that were dropped in whole or in part.");
    }

    internal Meter Meter { get; }

    /// <summary>The instruments of an emulator, the same for whoever shows them: a collector sees each once.</summary>
    public static EmulatorMetrics For(EmulatorService emulator) => Made.GetValue(emulator, static key => new EmulatorMetrics(key));

    /// <summary>The instruments are gone.</summary>
    public void Dispose() => Meter.Dispose();

    /// <summary>Looks at all modems, one after the other.</summary>
    internal async Task<IReadOnlyList<ModemMeasurements>> MeasureAsync()
    {
        List<ModemMeasurements> measured = [];
        foreach (var modem in _emulator.Modems)
        {
            try
            {
                await modem.Group.InvokeAsync(_ => measured.Add(ModemMeasurements.Of(modem.Group))).ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // It was deleted meanwhile.
                continue;
            }
        }

        return measured;
    }

    /// <summary>Has the instruments, collected by this thread, tell of one look.</summary>
    internal static void Use(IReadOnlyList<ModemMeasurements> measured, Action collect)
    {
        _used = measured;
        try
        {
            collect();
        }
        finally
        {
            _used = null;
        }
    }

    private List<Measurement<long>> Of(Func<ModemMeasurements, long> value) =>
        [.. Measured().Select(modem => new Measurement<long>(value(modem), new KeyValuePair<string, object?>("modem", modem.Modem)))];

    private List<Measurement<long>> InBothDirections(Func<ModemMeasurements, IEnumerable<(long FromHost, long ToHost, string? Service)>> values)
    {
        List<Measurement<long>> measured = [];
        foreach (var modem in Measured())
        {
            foreach (var (fromHost, toHost, service) in values(modem))
            {
                measured.Add(Measure("from_host", fromHost));
                measured.Add(Measure("to_host", toHost));

                Measurement<long> Measure(string direction, long value) => service is null
                    ? new(value, new("modem", modem.Modem), new KeyValuePair<string, object?>("direction", direction))
                    : new(value, new("modem", modem.Modem), new("service", service), new KeyValuePair<string, object?>("direction", direction));
            }
        }

        return measured;
    }

    // Other collectors call in threads of their own, never in a mailbox, which does not wait for anything; so this may wait for it.
    private IReadOnlyList<ModemMeasurements> Measured() => _used ?? MeasureAsync().GetAwaiter().GetResult();
}
