using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Hosting.Capture;

/// <summary>
/// Masks what records declare personal (PINs, passwords, IMSI, ICCID, IMEI, numbers, keys, files of the SIM) in whole messages. A mask is as long as its value;
/// in a text it has 0 for digits and x for letters, of a number or bytes it is zeros. Nothing else of the message changes. A buffer that cannot be read, of a CID
/// that may have such a field, becomes zeros.
/// </summary>
internal sealed class BufferMask
{
    private readonly Dictionary<(MbimCid Cid, BufferKind Kind, MbimExVersion Version), bool> _isPersonal = [];

    /// <summary>Masks one message of one fragment in its place.</summary>
    public void Apply(Span<byte> message, MbimExVersion version)
    {
        if (message.Length < MessageHeader.Size || MbimMessage.HeaderSize(MessageHeader.Read(message).Type) is not (> MessageHeader.Size + 4 and var fixedSize)
            || message.Length <= fixedSize)
        {
            return;
        }

        var type = MessageHeader.Read(message).Type;
        var service = new Guid(message.Slice(MessageHeader.Size + FragmentHeader.Size, 16), bigEndian: true);
        if (MbimServices.Find(service, Number(message, 36)) is not { } cid)
        {
            return;
        }

        var kind = type switch
        {
            MbimMessageType.IndicateStatus => BufferKind.Notification,
            MbimMessageType.CommandDone => BufferKind.Response,
            _ => Number(message, 40) == (uint)MbimCommandType.Query ? BufferKind.Query : BufferKind.Set,
        };
        if (!MayBePersonal(cid, kind, version))
        {
            return;
        }

        var buffer = message[fixedSize..];
        if (!MbimMessage.TryParse(message, MbimReadMode.Tolerant, out var parsed, out _) || !TryMask(cid, kind, version, buffer[..parsed.InformationBuffer.Length]))
        {
            buffer.Clear();
        }
    }

    private static uint Number(ReadOnlySpan<byte> message, int offset) => BitConverter.ToUInt32(message[offset..]);

    // What a buffer of defaults shows is what any buffer may have.
    private bool MayBePersonal(MbimCid cid, BufferKind kind, MbimExVersion version)
    {
        if (!_isPersonal.TryGetValue((cid, kind, version), out var isPersonal))
        {
            isPersonal = MbimFields.TryChange(cid, kind, version, buffer: null, new FieldValue.Map([]), out var defaults, out _)
                && MbimFields.TryRead(cid, kind, defaults, version, out var fields, out _)
                && fields.Any(field => field.IsPersonal);
            _isPersonal.Add((cid, kind, version), isPersonal);
        }

        return isPersonal;
    }

    private static bool TryMask(MbimCid cid, BufferKind kind, MbimExVersion version, Span<byte> buffer)
    {
        if (!MbimFields.TryRead(cid, kind, buffer, version, out var fields, out _))
        {
            return false;
        }

        // All are found before the first is masked: the places of some stand in the buffer.
        List<(FieldPlace Place, MbimField Field)> places = [];
        foreach (var field in fields.Where(field => field is { IsPersonal: true, Text.Length: > 0 }))
        {
            if (!MbimFields.TryLocate(cid, kind, version, buffer, field.Path + ".data", out var place, out _)
                && !MbimFields.TryLocate(cid, kind, version, buffer, field.Path, out place, out _))
            {
                return false;
            }

            places.Add((place, field));
        }

        foreach (var (place, field) in places)
        {
            var value = buffer.Slice(place.Offset, place.Size);
            if (field.Type == MbimFieldType.Text)
            {
                Mask(value, unit: place.Size >= 2 * field.Text.Length ? 2 : 1);
            }
            else
            {
                value.Clear();
            }
        }

        return true;
    }

    private static void Mask(Span<byte> text, int unit)
    {
        for (var i = 0; i + unit <= text.Length; i += unit)
        {
            var c = (char)(unit == 2 ? BitConverter.ToUInt16(text[i..]) : text[i]);
            var mask = char.IsAsciiDigit(c) ? '0' : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || (unit == 1 && c >= 0x80) ? 'x' : c;
            text[i] = (byte)mask;
            if (unit == 2)
            {
                text[i + 1] = (byte)(mask >> 8);
            }
        }
    }
}
