using System.Reflection;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Interop.Tests.Libmbim;

public class WeReadLibmbimsRequestsTests
{
    public static IEnumerable<TestCaseData> Requests() =>
        from service in MbimServices.All
        from cid in service.Cids
        where cid != MsBasicConnectExtensions.ModemLoggingConfig && service.Id != MobileBroadband.Id // unknown to libmbim
        from kind in new[] { BufferKind.Query, BufferKind.Set }
        where cid.Kinds.HasFlag(kind)
        select new TestCaseData(cid, kind).SetArgDisplayNames($"{service.Name} {cid}", kind.ToString());

    [TestCaseSource(nameof(Requests))]
    public async Task Every_field_is_what_libmbim_put_in_and_writing_it_gives_the_same_bytes(MbimCid cid, BufferKind kind)
    {
        var requests = (await BuiltRequest.GetAllAsync()).Where(request => IsOf(request, cid, kind)).ToList();
        var record = cid.GetType().GenericTypeArguments[kind == BufferKind.Query ? 0 : 1];

        Assert.That(requests, Is.Not.Empty, "libmbim builds it");
        foreach (var request in requests)
        {
            Call(nameof(ReadRecord), record, request);
            Call(nameof(ReadLayout), LayoutOf(record, request.Version), request);
        }
    }

    private static bool IsOf(BuiltRequest request, MbimCid cid, BufferKind kind)
    {
        Assert.That(MbimMessage.TryParse(request.Message, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        var type = kind == BufferKind.Query ? MbimCommandType.Query : MbimCommandType.Set;
        return message.DeviceServiceId == cid.Service && message.Cid == cid.Number && message.CommandType == type;
    }

    private static void Call(string check, Type type, BuiltRequest request) =>
        typeof(WeReadLibmbimsRequestsTests).GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [request]);

    private static Type LayoutOf(Type newest, MbimExVersion version) =>
        version >= (newest.GetCustomAttribute<SinceAttribute>()?.Version ?? MbimExVersion.V1)
            ? newest
            : newest.Assembly.GetTypes()
                .Select(type => (Type: type, Layout: type.GetCustomAttribute<OlderLayoutOfAttribute>()))
                .Where(older => older.Layout?.Newest == newest && older.Layout.Since <= version)
                .MaxBy(older => older.Layout!.Since).Type;

    private static void ReadLayout<T>(BuiltRequest request)
        where T : IInformationBuffer<T>
    {
        MbimMessage.TryParse(request.Message, MbimReadMode.Strict, out var message, out _);
        Assert.That(T.TryRead(message.InformationBuffer, request.Version, MbimReadMode.Strict, out var value, out var error), Is.True, $"{request.Name}: {error}");

        var fields = new FlatFields();
        value!.Describe(fields, request.Version);
        Assert.That(fields.Lines, Is.EqualTo(request.Fields), request.Name);
        Assert.That(
            Convert.ToHexString(Bytes(value, request.Version)), Is.EqualTo(Convert.ToHexString(message.InformationBuffer)), request.Name);
    }

    private static void ReadRecord<T>(BuiltRequest request)
        where T : IInformationBuffer<T>
    {
        MbimMessage.TryParse(request.Message, MbimReadMode.Strict, out var message, out _);
        Assert.That(T.TryRead(message.InformationBuffer, request.Version, MbimReadMode.Strict, out var value, out var error), Is.True, $"{request.Name}: {error}");
        Assert.That(T.TryRead(Bytes(value!, request.Version), request.Version, MbimReadMode.Strict, out var again, out _), Is.True, request.Name);
        Assert.That(again, Is.EqualTo(value), request.Name);
    }

    private static byte[] Bytes<T>(T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(version)];
        value.Write(bytes, version);
        return bytes;
    }
}
