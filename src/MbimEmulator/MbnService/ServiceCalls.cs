using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.MbnService;

/// <summary>
/// The methods of mbnapi's device services as commands: finds the object, checks the caller, and returns. What is refused is refused by the
/// return; what is accepted completes later.
/// </summary>
internal sealed class ServiceCalls(ServiceCore core, ILogger logger)
{
    private const int HandleSize = 4;
    private const int CommandHeadSize = 8;

    private static readonly Dictionary<MobileBroadbandCid, string> Names = Enum.GetValues<MobileBroadbandCid>().ToDictionary(cid => cid, cid => cid.ToString());

    /// <summary>One call.</summary>
    public void Handle(ServiceClient client, uint id, MobileBroadbandCid method, ReadOnlySpan<byte> buffer)
    {
        switch (method)
        {
            case MobileBroadbandCid.GetInterfaces:
                client.Writer.Return(id, method, new NetworkInterfaceList { Interfaces = [.. core.Interfaces.Select(each => each.Describe())] });
                break;
            case MobileBroadbandCid.DeclareCaller:
                DeclareCaller(client, id, buffer);
                break;
            case MobileBroadbandCid.ReleaseObject:
                Finish(client, id, method, TryReadHandle(buffer, out var released) && client.RemoveObject(released) ? HResult.Ok : HResult.InvalidArgument);
                break;
            case MobileBroadbandCid.GetDeviceServicesContext:
                GetContext(client, id, buffer);
                break;
            case MobileBroadbandCid.GetDeviceService:
                GetDeviceService(client, id, buffer);
                break;
            case MobileBroadbandCid.EnumerateDeviceServices or MobileBroadbandCid.MaxCommandSize or MobileBroadbandCid.MaxDataSize:
                CallContext(client, id, method, buffer);
                break;
            case >= MobileBroadbandCid.QuerySupportedCommands and <= MobileBroadbandCid.IsDataSessionOpen:
                CallService(client, id, method, buffer);
                break;
            default:
                client.Writer.Return(id, method, MbimStatus.NoDeviceSupport);
                break;
        }
    }

    private static void Finish(ServiceClient client, uint id, MobileBroadbandCid method, HResult result) =>
        client.Writer.Return(id, method, (MbimStatus)result);

    private static bool TryReadHandle(ReadOnlySpan<byte> buffer, out uint handle) => BinaryPrimitives.TryReadUInt32LittleEndian(buffer, out handle);

    private static bool TryRead<T>(ServiceClient client, uint id, MobileBroadbandCid method, ReadOnlySpan<byte> buffer, out T value)
        where T : IInformationBuffer<T>
    {
        if (T.TryRead(buffer, MbimExVersion.V1, MbimReadMode.Tolerant, out value!, out _))
        {
            return true;
        }

        client.Writer.Return(id, method, MbimStatus.InvalidParameters);
        return false;
    }

    private void DeclareCaller(ServiceClient client, uint id, ReadOnlySpan<byte> buffer)
    {
        const MobileBroadbandCid Method = MobileBroadbandCid.DeclareCaller;
        if (!TryRead<DeclaredCaller>(client, id, Method, buffer, out var declared))
        {
            return;
        }

        if (!core.TrustDeclaredCallers)
        {
            Deny(client, id, Method);
            return;
        }

        const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        client.Declare(new CallerIdentity
        {
            User = declared.User,
            Groups = [.. declared.Groups.Split(',', Options)],
            Capabilities = [.. declared.Capabilities.Split(',', Options)],
            IsOwner = declared.User == CallerIdentity.Owner.User,
            IsAdministrator = declared.User == "root",
        });
        Finish(client, id, Method, HResult.Ok);
    }

    private void GetContext(ServiceClient client, uint id, ReadOnlySpan<byte> buffer)
    {
        const MobileBroadbandCid Method = MobileBroadbandCid.GetDeviceServicesContext;
        if (!TryRead<DeviceServicesContextRequest>(client, id, Method, buffer, out var request))
        {
            return;
        }

        if (!GuidText.TryParse(request.InterfaceID, out var interfaceId))
        {
            Finish(client, id, Method, HResult.InvalidArgument);
        }
        else if (core.Find(interfaceId) is not { IsPresent: true } found)
        {
            Finish(client, id, Method, HResult.NotFound);
        }
        else
        {
            ReturnObject(client, id, Method, client.AddObject(found, service: null));
        }
    }

    private static void GetDeviceService(ServiceClient client, uint id, ReadOnlySpan<byte> buffer)
    {
        const MobileBroadbandCid Method = MobileBroadbandCid.GetDeviceService;
        if (!TryRead<DeviceServiceRequest>(client, id, Method, buffer, out var request))
        {
            return;
        }

        if (client.FindObject(request.ObjectHandle) is not { Service: null } context || !GuidText.TryParse(request.DeviceServiceID, out var service))
        {
            Finish(client, id, Method, HResult.InvalidArgument);
        }
        else if (context.Interface.Availability is var availability && availability != HResult.Ok)
        {
            Finish(client, id, Method, availability);
        }
        else if (context.Interface.FindService(service) is null)
        {
            Finish(client, id, Method, HResult.NotFound);
        }
        else
        {
            ReturnObject(client, id, Method, client.AddObject(context.Interface, service));
        }
    }

    private static void ReturnObject(ServiceClient client, uint id, MobileBroadbandCid method, DeviceServiceObject? made)
    {
        if (made is null)
        {
            Finish(client, id, method, HResult.OutOfMemory);
        }
        else
        {
            client.Writer.Return(id, method, new ObjectReference { ObjectHandle = made.Handle });
        }
    }

    private static void CallContext(ServiceClient client, uint id, MobileBroadbandCid method, ReadOnlySpan<byte> buffer)
    {
        if (!TryReadHandle(buffer, out var handle))
        {
            client.Writer.Return(id, method, MbimStatus.InvalidParameters);
        }
        else if (client.FindObject(handle) is not { Service: null, Interface: var found })
        {
            Finish(client, id, method, HResult.InvalidArgument);
        }
        else if (found.Availability is var availability && availability != HResult.Ok)
        {
            Finish(client, id, method, availability);
        }
        else if (method == MobileBroadbandCid.EnumerateDeviceServices)
        {
            Enumerate(client, id, found);
        }
        else
        {
            var size = method == MobileBroadbandCid.MaxCommandSize ? found.MaxCommandSize : found.MaxDataSize;
            client.Writer.Return(id, method, new PropertyValue { Value = (uint)size });
        }
    }

    private static void Enumerate(ServiceClient client, uint id, ServiceInterface found)
    {
        const MobileBroadbandCid Method = MobileBroadbandCid.EnumerateDeviceServices;
        if (found.Services.Count == 0)
        {
            Finish(client, id, Method, HResult.NotSupported);
            return;
        }

        client.Writer.Return(id, Method, new MbnDeviceServiceList
        {
            DeviceServices =
            [
                .. found.Services.Select(service => new MbnDeviceService
                {
                    DeviceServiceID = GuidText.Of(service.DeviceServiceId),
                    DataWriteSupported = (service.DssPayload & DssPayload.HostToDevice) != 0 ? 1u : 0,
                    DataReadSupported = (service.DssPayload & DssPayload.DeviceToHost) != 0 ? 1u : 0,
                }),
            ],
        });
    }

    private void CallService(ServiceClient client, uint id, MobileBroadbandCid method, ReadOnlySpan<byte> buffer)
    {
        if (!TryReadHandle(buffer, out var handle) || (IsCommand(method) && buffer.Length < CommandHeadSize))
        {
            client.Writer.Return(id, method, MbimStatus.InvalidParameters);
        }
        else if (client.FindObject(handle) is not { Service: { } service } target)
        {
            Finish(client, id, method, HResult.InvalidArgument);
        }
        else if (!target.Interface.Profile.Access.Allows(client.Caller, service, Names[method]))
        {
            Deny(client, id, method);
        }
        else if (method >= MobileBroadbandCid.InterfaceID)
        {
            GetProperty(client, id, method, target);
        }
        else if (Check(target, method, buffer) is var refusal && refusal != HResult.Ok)
        {
            Finish(client, id, method, refusal);
        }
        else if (client.PendingCalls >= ServiceClient.MaxPendingCalls)
        {
            Finish(client, id, method, HResult.OutOfMemory);
        }
        else
        {
            var requestId = core.NextRequestId();
            client.Writer.Return(id, method, new AcceptedCall { RequestID = requestId });
            if (method == MobileBroadbandCid.WriteData)
            {
                target.Interface.DataSessions.Write(target, requestId, buffer[HandleSize..]);
            }
            else
            {
                client.PendingCalls++;
                Begin(new PendingCall(target, requestId, method, client.Session), buffer);
            }
        }
    }

    private static bool IsCommand(MobileBroadbandCid method) => method is MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand;

    private static HResult Check(DeviceServiceObject target, MobileBroadbandCid method, ReadOnlySpan<byte> buffer)
    {
        var found = target.Interface;
        if (found.Availability != HResult.Ok)
        {
            return found.Availability;
        }

        if (found.FindService(target.Service!.Value) is not { } service)
        {
            return HResult.NotFound;
        }

        return method switch
        {
            MobileBroadbandCid.QuerySupportedCommands => HResult.Ok,
            MobileBroadbandCid.OpenCommandSession => found.CommandSessions.CheckOpen(target),
            MobileBroadbandCid.CloseCommandSession => found.CommandSessions.CheckClose(target),
            MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand => found.CommandSessions.CheckCommand(target, buffer.Length - CommandHeadSize),
            MobileBroadbandCid.OpenDataSession => found.DataSessions.CheckOpen(target, service),
            MobileBroadbandCid.CloseDataSession => found.DataSessions.CheckClose(target),
            _ => found.DataSessions.CheckWrite(target, service, buffer.Length - HandleSize),
        };
    }

    private static void Begin(PendingCall call, ReadOnlySpan<byte> buffer)
    {
        var found = call.Object.Interface;
        switch (call.Method)
        {
            case MobileBroadbandCid.QuerySupportedCommands:
                call.Complete(found.FindService(call.Object.Service!.Value)!.Value);
                break;
            case MobileBroadbandCid.OpenCommandSession:
                found.CommandSessions.Open(call);
                break;
            case MobileBroadbandCid.CloseCommandSession:
                found.CommandSessions.Close(call);
                break;
            case MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand:
                found.CommandSessions.Send(call, BinaryPrimitives.ReadUInt32LittleEndian(buffer[HandleSize..]), buffer[CommandHeadSize..]);
                break;
            case MobileBroadbandCid.OpenDataSession:
                found.DataSessions.Open(call);
                break;
            default:
                found.DataSessions.Close(call);
                break;
        }
    }

    private static void GetProperty(ServiceClient client, uint id, MobileBroadbandCid method, DeviceServiceObject target)
    {
        switch (method)
        {
            case MobileBroadbandCid.InterfaceID:
                client.Writer.Return(id, method, new PropertyText { Value = GuidText.Of(target.Interface.Id) });
                break;
            case MobileBroadbandCid.DeviceServiceID:
                client.Writer.Return(id, method, new PropertyText { Value = GuidText.Of(target.Service!.Value) });
                break;
            case MobileBroadbandCid.IsCommandSessionOpen:
                client.Writer.Return(id, method, new PropertyValue { Value = target.Interface.CommandSessions.IsOpen(target) ? 1u : 0 });
                break;
            default:
                client.Writer.Return(id, method, new PropertyValue { Value = target.Interface.DataSessions.IsOpen(target) ? 1u : 0 });
                break;
        }
    }

    private void Deny(ServiceClient client, uint id, MobileBroadbandCid method)
    {
        ServiceLog.Denied(logger, client.Name, Names[method], client.Caller.User);
        Finish(client, id, method, HResult.AccessDenied);
    }
}
