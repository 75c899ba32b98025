using System.Buffers.Binary;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Scenarios;

/// <summary>Information buffers that actions make, and the lengths of the messages that have them.</summary>
internal static class InformationBuffers
{
    /// <summary>Makes an information buffer of fields, or takes the bytes as they are.</summary>
    public static bool TryMake(
        Guid service, uint cid, BufferKind kind, MbimExVersion version, byte[]? basis, FieldValue.Map? fields, MbimArray<byte>? bytes, out byte[] buffer, out string problem)
    {
        problem = "";
        if (bytes is { } given)
        {
            buffer = given.AsSpan().ToArray();
            return true;
        }

        if (MbimServices.Find(service, cid) is not { } declared || (declared.Kinds & kind) == 0)
        {
            buffer = [];
            problem = fields is null ? "" : $"CID {cid} of {service} has no declared {kind}; give bytes";
            return fields is null;
        }

        if (MbimFields.TryChange(declared, kind, version, basis, fields ?? new FieldValue.Map([]), out var changed, out var error))
        {
            buffer = changed;
            return true;
        }

        buffer = [];
        problem = error.ToString();
        return false;
    }

    /// <summary>Makes MessageLength and InformationBufferLength what the bytes are.</summary>
    public static void MendLengths(byte[] message)
    {
        if (message.Length < MessageHeader.Size)
        {
            return;
        }

        var type = MessageHeader.Read(message).Type;
        var size = MbimMessage.HeaderSize(type);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), (uint)message.Length);
        if (MbimMessage.IsFragmentable(type) && message.Length >= size)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(size - 4), (uint)(message.Length - size));
        }
    }
}
