using System.Text;
using TextEncoding = System.Text.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>
/// The PIN2 that READ_BINARY and READ_RECORD may carry. Microsoft's page has UTF-8 with a NUL behind it; libmbim has UTF-16LE, as all other texts of MBIM.
/// Neither can be taken for the other: digits have no NUL in between in UTF-8.
/// </summary>
public static class LocalPins
{
    /// <summary>Reads the PIN in either form.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The PIN without NULs behind it, empty when there is none; null when it has other characters than ASCII.</returns>
    public static string? Read(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
        {
            return "";
        }

        var encoding = field.Length >= 2 && field.Length % 2 == 0 && field[1] == 0 ? TextEncoding.Unicode : TextEncoding.UTF8;
        var pin = encoding.GetString(field).TrimEnd('\0');
        return Ascii.IsValid(pin) && !pin.Contains('\0') ? pin : null;
    }
}
