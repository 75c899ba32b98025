using System.Buffers;
using System.Text;
using System.Text.Json;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimProtocol.Rendering;

/// <summary>Shows MBIM messages to people and programs: any transfer, whole or fragment, sound or broken.</summary>
/// <example>
/// <code>
/// Console.WriteLine(MbimMessageRenderer.ToLine(transfer));
/// Console.WriteLine(MbimMessageRenderer.ToJson(transfer, indented: true));
/// </code>
/// </example>
public static class MbimMessageRenderer
{
    private static readonly MbimRenderOptions Defaults = new();

    /// <summary>One message as text: a line for the message, one for each field; a broken one says what is wrong and where.</summary>
    public static string ToText(ReadOnlySpan<byte> transfer, MbimRenderOptions? options = null) => Render(transfer, options ?? Defaults, multiline: true);

    /// <summary>One message as one line, for logs.</summary>
    public static string ToLine(ReadOnlySpan<byte> transfer, MbimRenderOptions? options = null) => Render(transfer, options ?? Defaults, multiline: false);

    /// <summary>One message as a JSON object; a broken one has an <c>error</c>.</summary>
    public static string ToJson(ReadOnlySpan<byte> transfer, MbimRenderOptions? options = null, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented }))
        {
            WriteJson(json, transfer, options);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes one message as a JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter json, ReadOnlySpan<byte> transfer, MbimRenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        options ??= Defaults;
        json.WriteStartObject();
        var parts = MessageParts.Of(transfer);
        json.WriteString("type", parts.TypeName);
        json.WriteNumber("transactionId", parts.Header.TransactionId);
        json.WriteNumber("messageLength", parts.Header.Length);
        if (parts.Fragment is { } fragment)
        {
            json.WriteStartObject("fragment");
            json.WriteNumber("total", fragment.Total);
            json.WriteNumber("current", fragment.Current);
            json.WriteEndObject();
        }

        if (parts.Service is { } service)
        {
            json.WriteStartObject("service");
            json.WriteString("uuid", service);
            json.WriteString("name", MbimServices.NameOf(service));
            json.WriteEndObject();
            json.WriteStartObject("cid");
            json.WriteNumber("number", parts.Cid);
            json.WriteString("name", MbimServices.NameOf(service, parts.Cid));
            json.WriteEndObject();
        }

        foreach (var (name, value, text) in parts.Values)
        {
            json.WriteStartObject(char.ToLowerInvariant(name[0]) + name[1..]);
            json.WriteNumber("value", value);
            json.WriteString("name", text);
            json.WriteEndObject();
        }

        var error = WriteBuffer(json, transfer, parts, options);
        if (error.Kind != MbimFormatErrorKind.None)
        {
            error.WriteJson(json, "error");
        }

        json.WriteEndObject();
    }

    /// <summary>What is malformed in a transfer, its information buffer included; none for a sound one.</summary>
    public static MbimFormatError Check(ReadOnlySpan<byte> transfer, MbimExVersion version = MbimExVersion.V1)
    {
        var parts = MessageParts.Of(transfer);
        var error = parts.Check(transfer, isCut: false);
        if (error.Kind == MbimFormatErrorKind.None && parts.IsDescribed)
        {
            parts.TryDescribe(transfer, version, NoFields.Instance, out error);
        }

        return error;
    }

    // A message whose length is wrong still shows its information buffer, if that says its own length rightly.
    private static MbimFormatError WriteBuffer(Utf8JsonWriter json, ReadOnlySpan<byte> transfer, in MessageParts parts, MbimRenderOptions options)
    {
        var error = parts.Check(transfer, options.IsCut);
        var fieldError = default(MbimFormatError);
        if (parts.IsDescribed && parts.TryDescribe(transfer, options.Version, NoFields.Instance, out fieldError))
        {
            json.WriteStartObject("informationBuffer");
            parts.TryDescribe(transfer, options.Version, new JsonFieldWriter(json, options.ShowPersonal), out _);
            json.WriteEndObject();
        }
        else if (parts.HasBuffer)
        {
            WriteBytes(json, "informationBufferBytes", transfer.Slice(parts.BufferOffset, parts.BufferLength), options);
        }

        if (parts.End < transfer.Length)
        {
            WriteBytes(json, "trailingBytes", transfer[parts.End..], options);
        }

        return error.Kind == MbimFormatErrorKind.None ? fieldError : error;
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes, MbimRenderOptions options) =>
        json.WriteString(name, options.ShowPersonal ? Convert.ToHexStringLower(bytes) : $"{bytes.Length} bytes");

    private static string Render(ReadOnlySpan<byte> transfer, MbimRenderOptions options, bool multiline)
    {
        var parts = MessageParts.Of(transfer);
        var text = new StringBuilder();
        text.Append(parts.TypeName).Append(" tid=").Append(parts.Header.TransactionId);
        if (parts.Fragment is { } fragment && fragment != new FragmentHeader(1, 0))
        {
            text.Append(" fragment ").Append(fragment.Current).Append(" of ").Append(fragment.Total);
        }

        if (parts.Service is { } service)
        {
            text.Append(' ').Append(MbimServices.NameOf(service) ?? service.ToString());
            text.Append(' ').Append(MbimServices.NameOf(service, parts.Cid) ?? "CID").Append(" (").Append(parts.Cid).Append(')');
        }

        foreach (var (name, value, valueName) in parts.Values)
        {
            text.Append(' ').Append(name).Append('=').Append(valueName);
            if (multiline)
            {
                text.Append(" (").Append(value).Append(')');
            }
        }

        AppendError(text, parts.Check(transfer, options.IsCut), multiline);
        var fieldError = default(MbimFormatError);
        if (parts.IsDescribed && parts.TryDescribe(transfer, options.Version, NoFields.Instance, out fieldError))
        {
            text.Append(multiline ? "" : " {");
            parts.TryDescribe(transfer, options.Version, new TextFieldWriter(text, multiline, options.ShowPersonal), out _);
            text.Append(multiline ? "" : "}");
        }
        else
        {
            AppendError(text, fieldError, multiline);
            if (parts.HasBuffer)
            {
                AppendBytes(text, "bytes", transfer.Slice(parts.BufferOffset, parts.BufferLength), options, multiline);
            }
        }

        if (parts.End < transfer.Length)
        {
            AppendBytes(text, multiline ? "bytes after the message" : "trailing", transfer[parts.End..], options, multiline);
        }

        return text.ToString();
    }

    private static void AppendError(StringBuilder text, MbimFormatError error, bool multiline)
    {
        if (error.Kind != MbimFormatErrorKind.None)
        {
            text.Append(multiline ? "\n  malformed: " : " malformed: ").Append(error);
        }
    }

    private static void AppendBytes(StringBuilder text, string name, ReadOnlySpan<byte> bytes, MbimRenderOptions options, bool multiline) =>
        text.Append(multiline ? "\n  " : " ").Append(name).Append(multiline ? ": " : "=")
            .Append(options.ShowPersonal && multiline ? Convert.ToHexStringLower(bytes) : $"{bytes.Length}");
}
