using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MbimEmulator.Card;
using MbimEmulator.Pipeline;
using MbimProtocol.Rendering;

namespace MbimEmulator.Journal;

/// <summary>Shows entries of a journal to people and programs. Personal data is masked unless it is asked for.</summary>
public static class JournalRenderer
{
    /// <summary>One entry as one line: number, time since the journal was made, modem, host, kind, direction, message, rule, text.</summary>
    public static string ToLine(JournalEntry entry, bool showPersonal = false)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"#{entry.Number} {entry.Elapsed.TotalSeconds:0.000000} {entry.Modem}");
        line.Append(entry.Host is null ? "" : $" {entry.Host}");
        line.Append(entry.Kind == JournalEntryKind.Message ? "" : $" {entry.Kind}");
        if (entry.MessageId != entry.Number)
        {
            line.Append(CultureInfo.InvariantCulture, $" of #{entry.MessageId}");
        }

        line.Append(entry.Direction switch { TransferDirection.ToFunction => " > ", TransferDirection.ToHost => " < ", _ => " " });
        if (entry.IsExchange)
        {
            AppendExchange(line, entry, showPersonal);
            return line.ToString();
        }

        if (entry.Length > 0)
        {
            line.Append(MbimMessageRenderer.ToLine(entry.Bytes.Span, OptionsFor(entry, showPersonal))).Append(' ');
        }

        line.Append(entry.Rule is null ? "" : $"[{entry.Rule}] ").Append(entry.Text);
        if (entry.Count != 1)
        {
            line.Append(CultureInfo.InvariantCulture, $" ({entry.Count} times)");
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>One entry as a JSON object.</summary>
    public static string ToJson(JournalEntry entry, bool showPersonal = false, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented }))
        {
            WriteJson(json, entry, showPersonal);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes one entry as a JSON object; what does not apply is left out, <c>bytes</c> unless personal data is asked for.</summary>
    public static void WriteJson(Utf8JsonWriter json, JournalEntry entry, bool showPersonal = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(entry);
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        json.WriteString("time", entry.Time);
        json.WriteNumber("elapsed", entry.Elapsed.TotalSeconds);
        json.WriteString("modem", entry.Modem);
        WriteText(json, "host", entry.Host);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(entry.Kind.ToString()));
        WriteText(json, "direction", entry.Direction is { } direction ? JsonNamingPolicy.CamelCase.ConvertName(direction.ToString()) : null);
        json.WriteNumber("messageId", entry.MessageId);
        if (entry.Answers != 0)
        {
            json.WriteNumber("answers", entry.Answers);
        }

        WriteText(json, "rule", entry.Rule);
        WriteText(json, "text", entry.IsExchange ? null : entry.Text);
        if (entry.Count != 1)
        {
            json.WriteNumber("count", entry.Count);
        }

        if (entry.IsExchange)
        {
            WriteExchange(json, entry, showPersonal);
        }
        else if (entry.Length > 0)
        {
            json.WriteNumber("length", entry.Length);
            WriteText(json, "bytes", showPersonal ? Convert.ToHexStringLower(entry.Bytes.Span) : null);
            json.WritePropertyName("message");
            MbimMessageRenderer.WriteJson(json, entry.Bytes.Span, OptionsFor(entry, showPersonal));
        }

        json.WriteEndObject();
    }

    // An answer to reset has no command, and nothing personal in it.
    private static void AppendExchange(StringBuilder line, JournalEntry entry, bool showPersonal)
    {
        var command = entry.Bytes.Span[..entry.CommandLength];
        var answer = entry.Bytes.Span[entry.CommandLength..];
        if (command.IsEmpty)
        {
            line.Append("ATR ").Append(Convert.ToHexStringLower(answer));
            return;
        }

        line.Append(ApduText.Describe(command, entry.Text));
        if (entry.Kind == JournalEntryKind.Apdu || !answer.IsEmpty)
        {
            line.Append(": ").Append(ApduText.DescribeAnswer(answer));
        }

        if (showPersonal)
        {
            line.Append(" > ").Append(Convert.ToHexStringLower(command));
            line.Append(answer.IsEmpty ? "" : " < ").Append(Convert.ToHexStringLower(answer));
        }
    }

    private static void WriteExchange(Utf8JsonWriter json, JournalEntry entry, bool showPersonal)
    {
        var command = entry.Bytes.Span[..entry.CommandLength];
        var answer = entry.Bytes.Span[entry.CommandLength..];
        json.WriteStartObject("apdu");
        if (command.IsEmpty)
        {
            json.WriteString("atr", Convert.ToHexStringLower(answer));
            json.WriteEndObject();
            return;
        }

        json.WriteString("instruction", ApduText.InstructionOf(command));
        json.WriteNumber("channel", ApduText.ChannelOf(command));
        WriteText(json, "file", entry.Text);
        WriteText(json, "fileName", entry.Text is { } path ? FileNames.Of(path) : null);
        if (answer.Length >= 2)
        {
            json.WriteString("statusWord", ApduText.StatusOf(answer).ToString("x4", CultureInfo.InvariantCulture));
            json.WriteString("status", ApduText.MeaningOf(ApduText.StatusOf(answer)));
            json.WriteNumber("dataLength", answer.Length - 2);
        }

        WriteText(json, "command", showPersonal ? Convert.ToHexStringLower(command) : null);
        WriteText(json, "response", showPersonal ? Convert.ToHexStringLower(answer) : null);
        json.WriteEndObject();
    }

    private static MbimRenderOptions OptionsFor(JournalEntry entry, bool showPersonal) => new() { Version = entry.Version, ShowPersonal = showPersonal };

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
