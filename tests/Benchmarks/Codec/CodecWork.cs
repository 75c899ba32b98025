using System.Buffers;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Benchmarks.Codec;

/// <summary>The three operations whose peers stand in Native/mbim-bench.c. Each returns something of every field, so that none is skipped.</summary>
public sealed class CodecWork
{
    private static readonly Guid[] Services =
    [
        BasicConnect.Id,
        new("533fbeeb-14fe-4467-9f90-33a223e56c3f"),
        new("e550a0c8-5e82-479e-82f7-10abf4c3351f"),
        new("4bf38476-1e6a-41db-b1d8-bed289c25bdb"),
        new("d8f20131-fcb5-4e17-8602-d6ed3816164c"),
        new("1d2b5ff7-0aa1-48b2-aa52-50f15767174e"),
        Dss.Id,
    ];

    private readonly ArrayBufferWriter<byte> _writer = new(1024);

    private readonly SetConnect _connect = new()
    {
        SessionId = 1,
        ActivationCommand = ActivationCommand.Activate,
        AccessString = "internet.example.com",
        UserName = "subscriber",
        Password = "secret",
        AuthProtocol = AuthProtocol.Chap,
        IpType = ContextIpType.IPv4v6,
        ContextType = ContextTypes.Internet,
    };

    public CodecWork()
    {
        DeviceServicesDone = Done(BasicConnect.DeviceServices, new DeviceServicesInfo
        {
            MaxDssSessions = 8,
            DeviceServices = Services.Select((service, index) => new DeviceServiceElement
            {
                DeviceServiceId = service,
                Cids = Enumerable.Range(1, index == 0 ? 22 : 6 - (index % 4)).Select(cid => (uint)cid).ToMbimArray(),
            }).ToMbimArray(),
        });
        ConnectDone = Done(BasicConnect.Connect, new ConnectInfo
        {
            SessionId = 1,
            ActivationState = ActivationState.Activated,
            IpType = ContextIpType.IPv4,
            ContextType = ContextTypes.Internet,
        });
    }

    /// <summary>A COMMAND_DONE of DEVICE_SERVICES with seven services.</summary>
    public byte[] DeviceServicesDone { get; }

    /// <summary>A COMMAND_DONE of CONNECT, MBIM 1.0.</summary>
    public byte[] ConnectDone { get; }

    public long EncodeConnect()
    {
        _writer.ResetWrittenCount();
        MbimMessageWriter.WriteCommand(
            _writer, 7, BasicConnect.Id, BasicConnect.Connect.Number, MbimCommandType.Set, _connect, MbimExVersion.V1);
        return _writer.WrittenCount;
    }

    public long DecodeDeviceServices()
    {
        if (!MbimMessage.TryParse(DeviceServicesDone, MbimReadMode.Tolerant, out var message, out var error)
            || !DeviceServicesInfo.View.TryCreate(message.InformationBuffer, MbimReadMode.Tolerant, out var info, out error))
        {
            throw new InvalidDataException(error.ToString());
        }

        long kept = info.MaxDssSessions;
        foreach (var service in info.DeviceServices)
        {
            kept += service.DeviceServiceId.GetHashCode() + (uint)service.DssPayload + service.MaxDssInstances;
            var cids = service.Cids;
            for (var i = 0; i < cids.Count; i++)
            {
                kept += cids[i];
            }
        }

        return kept;
    }

    public long DecodeConnect()
    {
        if (!MbimMessage.TryParse(ConnectDone, MbimReadMode.Tolerant, out var message, out var error)
            || !ConnectInfoV1.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var info, out error))
        {
            throw new InvalidDataException(error.ToString());
        }

        return info.SessionId + (uint)info.ActivationState + (uint)info.VoiceCallState + (uint)info.IpType + info.ContextType.GetHashCode() + (uint)info.NwError;
    }

    private static byte[] Done<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TResponse response)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(message, 7, cid.Service, cid.Number, MbimStatus.Success, response, MbimExVersion.V1);
        return message.WrittenSpan.ToArray();
    }
}
