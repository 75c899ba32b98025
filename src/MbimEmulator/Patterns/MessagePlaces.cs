using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Patterns;

/// <summary>Named places of a message: parts of its header, and fields of its information buffer.</summary>
internal static class MessagePlaces
{
    private static readonly Dictionary<string, (int Offset, int Size)> Headers = new()
    {
        ["messageType"] = (0, 4),
        ["messageLength"] = (4, 4),
        ["transactionId"] = (8, 4),
        ["totalFragments"] = (12, 4),
        ["currentFragment"] = (16, 4),
        ["deviceServiceId"] = (20, 16),
        ["cid"] = (36, 4),
        ["commandType"] = (40, 4),
        ["status"] = (40, 4),
        ["errorStatusCode"] = (12, 4),
        ["maxControlTransfer"] = (12, 4),
        ["informationBufferLength"] = (44, 4),
    };

    /// <summary>The parts of the header.</summary>
    public static IReadOnlyCollection<string> HeaderNames => Headers.Keys;

    /// <summary>Whether each fragment has the place of its own.</summary>
    public static bool IsOfTransfer(string place) => place is "messageType" or "messageLength" or "transactionId" or "totalFragments" or "currentFragment";

    /// <summary>Finds a place; says why there is none.</summary>
    public static bool TryFind(string place, byte[] bytes, MbimExVersion version, out int offset, out int size, out string problem)
    {
        problem = "";
        var type = bytes.Length < MessageHeader.Size ? 0 : MessageHeader.Read(bytes).Type;
        if (Headers.TryGetValue(place, out var header))
        {
            (offset, size) = header;
            if (place == "informationBufferLength" && type == MbimMessageType.IndicateStatus)
            {
                offset = 40;
            }
            else if (place == "status" && type is MbimMessageType.OpenDone or MbimMessageType.CloseDone)
            {
                offset = 12;
            }

            return true;
        }

        (offset, size) = (0, 0);
        if (!MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var message, out _) || MbimServices.Find(message.DeviceServiceId, message.Cid) is not { } cid)
        {
            problem = $"'{place}' cannot be found: the message has no declared CID, or is no longer complete";
            return false;
        }

        if (!MbimFields.TryLocate(cid, KindOf(message), version, message.InformationBuffer, place, out var found, out var error))
        {
            problem = $"{cid.Name} has no such place here: {error}";
            return false;
        }

        (offset, size) = (found.Offset + MbimMessage.HeaderSize(message.Type), found.Size);
        return true;
    }

    /// <summary>What the information buffer of a message is.</summary>
    public static BufferKind KindOf(in MbimMessage message) => message.Type switch
    {
        MbimMessageType.CommandDone => BufferKind.Response,
        MbimMessageType.IndicateStatus => BufferKind.Notification,
        _ => message.CommandType == MbimCommandType.Query ? BufferKind.Query : BufferKind.Set,
    };
}
