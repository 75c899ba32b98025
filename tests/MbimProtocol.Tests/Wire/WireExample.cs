using System.Buffers;
using System.Text;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimProtocol.Tests.Wire;

/// <summary>The worked example of docs/wire.md, written by the encoder.</summary>
internal static class WireExample
{
    private const string Interface = "{3B2A1C0D-5E4F-4A6B-8C7D-9E0F1A2B3C4D}";
    private const string Service = "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}";
    private const uint Context = 1;
    private const uint Object = 2;

    /// <summary>Each message as the document shows it: who says what, and the bytes.</summary>
    public static IEnumerable<string> Blocks()
    {
        yield return Block("Client: OPEN", w => MbimMessageWriter.WriteOpen(w, 1, 65536));
        yield return Block("Service: OPEN_DONE", w => MbimMessageWriter.WriteOpenDone(w, 1, MbimStatus.Success));
        yield return Block("Client: GetInterfaces", w => Call(w, 2, MobileBroadbandCid.GetInterfaces, default(EmptyBuffer)));
        var interfaces = new NetworkInterfaceList { Interfaces = [new NetworkInterface { InterfaceID = Interface, Name = "modem0", IsPresent = 1 }] };
        yield return Block("Service: GetInterfaces returns", w => Return(w, 2, MobileBroadbandCid.GetInterfaces, interfaces));
        yield return Block(
            "Client: GetDeviceServicesContext",
            w => Call(w, 3, MobileBroadbandCid.GetDeviceServicesContext, new DeviceServicesContextRequest { InterfaceID = Interface }));
        yield return Block(
            "Service: GetDeviceServicesContext returns",
            w => Return(w, 3, MobileBroadbandCid.GetDeviceServicesContext, new ObjectReference { ObjectHandle = Context }));
        yield return Block(
            "Client: EnumerateDeviceServices",
            w => Call(w, 4, MobileBroadbandCid.EnumerateDeviceServices, new ObjectReference { ObjectHandle = Context }));
        var services = new MbnDeviceServiceList
        {
            DeviceServices = [new MbnDeviceService { DeviceServiceID = Service, DataWriteSupported = 1, DataReadSupported = 1 }],
        };
        yield return Block("Service: EnumerateDeviceServices returns", w => Return(w, 4, MobileBroadbandCid.EnumerateDeviceServices, services));
        yield return Block(
            "Client: GetDeviceService",
            w => Call(w, 5, MobileBroadbandCid.GetDeviceService, new DeviceServiceRequest { ObjectHandle = Context, DeviceServiceID = Service }));
        yield return Block(
            "Service: GetDeviceService returns",
            w => Return(w, 5, MobileBroadbandCid.GetDeviceService, new ObjectReference { ObjectHandle = Object }));
        yield return Block(
            "Client: OpenCommandSession",
            w => Call(w, 6, MobileBroadbandCid.OpenCommandSession, new ObjectReference { ObjectHandle = Object }));
        yield return Block(
            "Service: OpenCommandSession returns", w => Return(w, 6, MobileBroadbandCid.OpenCommandSession, new AcceptedCall { RequestID = 1 }));
        yield return Block("Service: OnOpenCommandSessionComplete", w => Event(w, MobileBroadbandCid.OpenCommandSession, Completion(1)));
        yield return Block(
            "Client: SetCommand",
            w => Call(
                w, 7, MobileBroadbandCid.SetCommand, new CommandCall { ObjectHandle = Object, CommandID = 1, DeviceServiceData = [0xca, 0xfe, 0x01] }));
        yield return Block("Service: SetCommand returns", w => Return(w, 7, MobileBroadbandCid.SetCommand, new AcceptedCall { RequestID = 2 }));
        var answer = new CommandCompletion { ObjectHandle = Object, RequestID = 2, ResponseID = 1, DeviceServiceData = [0xca, 0xfe, 0x01] };
        yield return Block("Service: OnSetCommandComplete", w => Event(w, MobileBroadbandCid.SetCommand, answer));
        yield return Block(
            "Client: WriteData",
            w => Call(w, 8, MobileBroadbandCid.WriteData, new WriteDataCall { ObjectHandle = Object, DeviceServiceData = [0x68, 0x69] }));
        yield return Block(
            "Service: WriteData returns ERROR_OPEN_FAILED",
            w => MbimMessageWriter.WriteCommandDone(
                w, 8, MobileBroadband.Id, (uint)MobileBroadbandCid.WriteData, (MbimStatus)(uint)HResult.OpenFailed, []));
        yield return Block(
            "Client: OpenDataSession", w => Call(w, 9, MobileBroadbandCid.OpenDataSession, new ObjectReference { ObjectHandle = Object }));
        yield return Block("Service: OpenDataSession returns", w => Return(w, 9, MobileBroadbandCid.OpenDataSession, new AcceptedCall { RequestID = 3 }));
        yield return Block("Service: OnOpenDataSessionComplete", w => Event(w, MobileBroadbandCid.OpenDataSession, Completion(3)));
        yield return Block(
            "Client: WriteData again",
            w => Call(w, 10, MobileBroadbandCid.WriteData, new WriteDataCall { ObjectHandle = Object, DeviceServiceData = [0x68, 0x69] }));
        yield return Block("Service: WriteData returns", w => Return(w, 10, MobileBroadbandCid.WriteData, new AcceptedCall { RequestID = 4 }));
        yield return Block("Service: OnWriteDataComplete", w => Event(w, MobileBroadbandCid.WriteData, Completion(4)));
        var data = new DataSessionData { ObjectHandle = Object, DeviceServiceData = [0x68, 0x69] };
        yield return Block("Service: OnReadData", w => Event(w, MobileBroadbandCid.ReadData, data));
        yield return Block("Client: CLOSE", w => MbimMessageWriter.WriteClose(w, 11));
        yield return Block("Service: CLOSE_DONE", w => MbimMessageWriter.WriteCloseDone(w, 11, MbimStatus.Success));
    }

    private static CallCompletion Completion(uint request) => new() { ObjectHandle = Object, RequestID = request, Status = HResult.Ok };

    private static void Call<T>(ArrayBufferWriter<byte> writer, uint transaction, MobileBroadbandCid cid, T value)
        where T : IInformationBuffer<T> =>
        MbimMessageWriter.WriteCommand(writer, transaction, MobileBroadband.Id, (uint)cid, MbimCommandType.Set, value, MbimExVersion.V1);

    private static void Return<T>(ArrayBufferWriter<byte> writer, uint transaction, MobileBroadbandCid cid, T value)
        where T : IInformationBuffer<T> =>
        MbimMessageWriter.WriteCommandDone(writer, transaction, MobileBroadband.Id, (uint)cid, MbimStatus.Success, value, MbimExVersion.V1);

    private static void Event<T>(ArrayBufferWriter<byte> writer, MobileBroadbandCid cid, T value)
        where T : IInformationBuffer<T> =>
        MbimMessageWriter.WriteIndicateStatus(writer, MobileBroadband.Id, (uint)cid, value, MbimExVersion.V1);

    private static string Block(string title, Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        var text = new StringBuilder($"{title}\n\n```\n");
        for (var offset = 0; offset < writer.WrittenCount; offset += 16)
        {
            var row = writer.WrittenSpan[offset..Math.Min(offset + 16, writer.WrittenCount)];
            text.Append($"{offset:x4} ");
            foreach (var value in row)
            {
                text.Append($" {value:x2}");
            }

            text.Append('\n');
        }

        return text.Append("```\n").ToString();
    }
}
