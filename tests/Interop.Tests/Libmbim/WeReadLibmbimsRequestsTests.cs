using System.Reflection;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Interop.Tests.Libmbim;

public class WeReadLibmbimsRequestsTests
{
    public static IEnumerable<TestCaseData> Requests() =>
        from service in MbimServices.All
        from cid in service.Cids
        where LibmbimBuffer.IsKnown(service, cid)
        from kind in new[] { BufferKind.Query, BufferKind.Set }
        where cid.Kinds.HasFlag(kind)
        select new TestCaseData(cid, kind).SetArgDisplayNames($"{service.Name} {cid}", kind.ToString());

    [TestCaseSource(nameof(Requests))]
    public async Task Every_field_is_what_libmbim_put_in_and_writing_it_gives_the_same_bytes(MbimCid cid, BufferKind kind)
    {
        foreach (var buffer in LibmbimBuffer.All.Where(buffer => buffer.Cid == cid && buffer.Kind == kind))
        {
            await (Task)typeof(WeReadLibmbimsRequestsTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(buffer.Record, buffer.Newest).Invoke(null, [buffer])!;
        }
    }

    private static async Task ReadAsync<TLayout, TNewest>(LibmbimBuffer buffer)
        where TLayout : IInformationBuffer<TLayout>
        where TNewest : IInformationBuffer<TNewest>
    {
        foreach (var request in await BuiltRequest.BuildAsync<TLayout>(buffer))
        {
            ReadMessage(request, buffer);
            ReadLayout<TLayout>(request, buffer);
            ReadRecord<TNewest>(request, buffer);
        }
    }

    private static void ReadMessage(BuiltRequest request, LibmbimBuffer buffer)
    {
        Assert.That(MbimMessage.TryParse(request.Message, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        Assert.That(message.DeviceServiceId, Is.EqualTo(buffer.Cid.Service));
        Assert.That(message.Cid, Is.EqualTo(buffer.Cid.Number));
        Assert.That(message.CommandType, Is.EqualTo(buffer.Kind == BufferKind.Query ? MbimCommandType.Query : MbimCommandType.Set));
    }

    private static void ReadLayout<T>(BuiltRequest request, LibmbimBuffer buffer)
        where T : IInformationBuffer<T>
    {
        var (name, bytes) = (buffer.Layout.Name, BufferOf(request));
        Assert.That(T.TryRead(bytes, buffer.Since, MbimReadMode.Strict, out var value, out var error), Is.True, $"{name}: {error}");

        var fields = new FlatFields();
        value!.Describe(fields, buffer.Since);
        Assert.That(fields.Lines, Is.EqualTo(request.Fields), name);
        Assert.That(Convert.ToHexString(Bytes(value, buffer.Since)), Is.EqualTo(Convert.ToHexString(bytes)), name);
    }

    private static void ReadRecord<T>(BuiltRequest request, LibmbimBuffer buffer)
        where T : IInformationBuffer<T>
    {
        var (name, bytes) = (buffer.Layout.Name, BufferOf(request));
        Assert.That(T.TryRead(bytes, buffer.Since, MbimReadMode.Strict, out var value, out var error), Is.True, $"{name}: {error}");
        Assert.That(T.TryRead(Bytes(value!, buffer.Since), buffer.Since, MbimReadMode.Strict, out var again, out _), Is.True, name);
        Assert.That(again, Is.EqualTo(value), name);
    }

    private static byte[] BufferOf(BuiltRequest request)
    {
        MbimMessage.TryParse(request.Message, MbimReadMode.Strict, out var message, out _);
        return message.InformationBuffer.ToArray();
    }

    private static byte[] Bytes<T>(T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(version)];
        value.Write(bytes, version);
        return bytes;
    }
}
