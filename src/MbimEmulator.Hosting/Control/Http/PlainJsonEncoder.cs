using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using MbimProtocol.Rendering;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Writes texts of JSON as they are, but for what a terminal would not show as itself (see <see cref="ForeignText"/>): people read answers with curl.</summary>
internal sealed unsafe class PlainJsonEncoder : JavaScriptEncoder
{
    private const int EscapeLength = 6;

    private PlainJsonEncoder()
    {
    }

    /// <summary>The encoder.</summary>
    public static PlainJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => Math.Max(EscapeLength, UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter);

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => UnsafeRelaxedJsonEscaping.WillEncode(unicodeScalar) || !ForeignText.IsShown(new Rune(unicodeScalar));

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        for (var position = 0; position < textLength;)
        {
            if (Rune.DecodeFromUtf16(rest[position..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
            {
                return position;
            }

            position += length;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (UnsafeRelaxedJsonEscaping.WillEncode(unicodeScalar))
        {
            return UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        }

        Span<char> units = stackalloc char[2];
        var count = new Rune(unicodeScalar).EncodeToUtf16(units);
        numberOfCharactersWritten = 0;
        if (bufferLength < count * EscapeLength)
        {
            return false;
        }

        foreach (var unit in units[..count])
        {
            var target = new Span<char>(buffer + numberOfCharactersWritten, EscapeLength);
            target.TryWrite(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}", out var written);
            numberOfCharactersWritten += written;
        }

        return true;
    }
}
