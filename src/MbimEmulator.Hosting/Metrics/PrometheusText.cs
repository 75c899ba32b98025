using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MbimEmulator.Hosting.Metrics;

/// <summary>Collects the instruments of one emulator in Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText(EmulatorMetrics metrics)
{
    /// <summary>Collects all now; no thread waits for a modem.</summary>
    public async Task<string> CollectAsync()
    {
        var measured = await metrics.MeasureAsync().ConfigureAwait(false);
        var families = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meterListener) =>
        {
            if (instrument.Meter == metrics.Meter)
            {
                meterListener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Append(families, instrument, value, tags));
        listener.Start();
        EmulatorMetrics.Use(measured, listener.RecordObservableInstruments);
        return string.Concat(families.Values);
    }

    private static void Append(
        SortedDictionary<string, StringBuilder> families, Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var isCounter = instrument is ObservableCounter<long>;
        var name = instrument.Name.Replace('.', '_') + (isCounter ? "_total" : "");
        if (!families.TryGetValue(name, out var family))
        {
            families[name] = family = new StringBuilder($"# HELP {name} {instrument.Description}\n# TYPE {name} {(isCounter ? "counter" : "gauge")}\n");
        }

        family.Append(name);
        for (var i = 0; i < tags.Length; i++)
        {
            family.Append(i == 0 ? '{' : ',').Append(tags[i].Key).Append("=\"").Append(Escape($"{tags[i].Value}")).Append('"');
        }

        family.Append(tags.Length > 0 ? "} " : " ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
