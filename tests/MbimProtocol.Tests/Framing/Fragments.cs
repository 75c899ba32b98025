using System.Buffers;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimProtocol.Tests.Framing;

internal static class Fragments
{
    private static readonly Guid Service = new("a289cc33-bcbb-8b4f-b6b0-133ec2aae6df");

    /// <summary>A COMMAND of so many bytes in all, its information buffer counting up.</summary>
    public static byte[] Command(int length, uint transactionId = 7)
    {
        var informationBuffer = new byte[length - MbimMessage.CommandHeaderSize];
        for (var index = 0; index < informationBuffer.Length; index++)
        {
            informationBuffer[index] = (byte)index;
        }

        var writer = new ArrayBufferWriter<byte>(length);
        MbimMessageWriter.WriteCommand(writer, transactionId, Service, 3, MbimCommandType.Set, informationBuffer);
        return writer.WrittenSpan.ToArray();
    }

    public static List<byte[]> Split(ReadOnlySpan<byte> message, uint maxControlTransfer)
    {
        var splitter = new FragmentSplitter(message, maxControlTransfer);
        var fragments = new List<byte[]>();
        for (var index = 0; index < splitter.Count; index++)
        {
            var fragment = new byte[splitter.GetSize(index)];
            Assert.That(splitter.Write(index, fragment), Is.EqualTo(fragment.Length));
            fragments.Add(fragment);
        }

        return fragments;
    }
}
