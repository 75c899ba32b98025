using System.Buffers.Binary;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>
/// The Status of OPEN_CHANNEL, CLOSE_CHANNEL and APDU: two bytes, SW1 and SW2, of the four of a number in little-endian order, so that 9000 is 0x0090.
/// </summary>
public static class UiccStatus
{
    /// <summary>The field for status words as they are written: 0x9000, 0x6A82.</summary>
    public static uint FromStatusWords(ushort statusWords) => BinaryPrimitives.ReverseEndianness(statusWords);

    /// <summary>The status words of a field.</summary>
    public static ushort ToStatusWords(uint status) => BinaryPrimitives.ReverseEndianness((ushort)status);
}
