using System.Buffers.Binary;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>
/// Basic Connect: contexts. CONNECT, IP_CONFIGURATION, IP_PACKET_FILTERS, PACKET_STATISTICS, PROVISIONED_CONTEXTS; the last also of MS Basic Connect Extensions.
/// </summary>
internal static class ContextHandlers
{
    /// <summary>The longest access string, in characters.</summary>
    public const int MaxAccessString = 100;

    private const int MaxCredential = 255;

    public static void Register(ModuleHandlers<ContextsModule> handlers)
    {
        handlers.Query(BasicConnect.Connect, static (modem, transaction, request) => QueryConnect(modem, transaction, request));
        handlers.Set(BasicConnect.Connect, static (modem, transaction, request) => SetConnect(modem, transaction, request), static (modem, transaction, buffer) => RefuseConnect(modem, transaction, buffer));
        handlers.Query(BasicConnect.IpConfiguration, static (modem, transaction, request) => QueryConfiguration(modem, transaction, request));
        handlers.Query(BasicConnect.IpPacketFilters, static (modem, transaction, request) => QueryFilters(modem, transaction, request));
        handlers.Set(BasicConnect.IpPacketFilters, static (modem, transaction, request) => SetFilters(modem, transaction, request));
        handlers.Query(BasicConnect.PacketStatistics, static (modem, transaction, _) => QueryStatistics(modem, transaction));
        handlers.Query(BasicConnect.ProvisionedContexts, static (modem, transaction, _) => transaction.Complete(modem.Provisioned.Info));
        handlers.Set(BasicConnect.ProvisionedContexts, static (modem, transaction, request) => SetProvisioned(modem, transaction, request));
        handlers.Query(MsBasicConnectExtensions.ProvisionedContexts, static (modem, transaction, _) => transaction.Answer(modem.SimStatus, modem.Provisioned.InfoV2));
        handlers.Set(MsBasicConnectExtensions.ProvisionedContexts, static (modem, transaction, request) => SetProvisioned(modem, transaction, request));
    }

    private static void QueryConnect(ContextsModule modem, Transaction transaction, ConnectQuery request)
    {
        var context = modem.Contexts.Find(request.SessionId);
        var status = request.SessionId > IPContexts.MaxSessionId ? MbimStatus.InvalidParameters
            : context is null && modem.Profile.Choices.ConnectQueryWithoutContext == WithoutContext.ContextNotActivated ? MbimStatus.ContextNotActivated
            : MbimStatus.Success;
        transaction.AnswerWhole(status, context ?? IPContexts.Deactivated(request.SessionId));
    }

    private static void SetConnect(ContextsModule modem, Transaction transaction, SetConnect request)
    {
        var status = request.ActivationCommand switch
        {
            _ when request.SessionId > IPContexts.MaxSessionId => MbimStatus.InvalidParameters,
            ActivationCommand.Activate => Check(request),
            ActivationCommand.Deactivate => MbimStatus.Success,
            _ => MbimStatus.InvalidParameters,
        };
        if (status == MbimStatus.InvalidParameters)
        {
            RefuseConnect(modem, transaction, request.SessionId);
        }
        else if (status != MbimStatus.Success)
        {
            transaction.AnswerWhole(status, IPContexts.Deactivated(request.SessionId));
        }
        else if (request.ActivationCommand == ActivationCommand.Activate)
        {
            modem.Contexts.Activate(request, Answer);
        }
        else
        {
            modem.Contexts.Deactivate(request.SessionId, Answer);
        }

        void Answer(MbimStatus result, ConnectInfo info) => transaction.AnswerWhole(result, info);
    }

    private static void RefuseConnect(ContextsModule modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer)
    {
        if (BinaryPrimitives.TryReadUInt32LittleEndian(informationBuffer, out var sessionId))
        {
            RefuseConnect(modem, transaction, sessionId);
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }

    private static void RefuseConnect(ContextsModule modem, Transaction transaction, uint sessionId)
    {
        if (modem.Profile.Choices.RefusedConnect == RefusedConnect.Whole)
        {
            transaction.Fail(MbimStatus.InvalidParameters, modem.Contexts.Find(sessionId) ?? IPContexts.Deactivated(sessionId));
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }

    private static MbimStatus Check(SetConnect request)
    {
        var areDefined = Enum.IsDefined(request.Compression)
            && Enum.IsDefined(request.AuthProtocol)
            && Enum.IsDefined(request.IpType)
            && Enum.IsDefined(request.MediaPreference);
        return !areDefined ? MbimStatus.InvalidParameters : CheckLengths(request.AccessString, request.UserName, request.Password);
    }

    private static MbimStatus CheckLengths(string accessString, string userName, string password) =>
        accessString.Length > MaxAccessString || userName.Length > MaxCredential || password.Length > MaxCredential
            ? MbimStatus.ParameterTooLong
            : MbimStatus.Success;

    private static void QueryConfiguration(ContextsModule modem, Transaction transaction, IPConfigurationInfo request)
    {
        var (status, context) = FindActive(modem, request.SessionId);
        transaction.Answer(status, context?.Configuration ?? request);
    }

    private static void QueryFilters(ContextsModule modem, Transaction transaction, IPPacketFilters request)
    {
        var (status, context) = FindActive(modem, request.SessionId);
        transaction.Answer(status, new IPPacketFilters { SessionId = request.SessionId, PacketFilters = context?.Filters ?? [] });
    }

    private static void SetFilters(ContextsModule modem, Transaction transaction, IPPacketFilters request)
    {
        var (status, context) = FindActive(modem, request.SessionId);
        if (context is not null)
        {
            var limits = modem.Profile.Contexts;
            if (request.PacketFilters.Count > limits.MaxPacketFilters || request.PacketFilters.Any(filter => filter.Filter.Count > limits.MaxPacketFilterSize))
            {
                status = MbimStatus.FilterNotSupported;
            }
            else
            {
                context.Filters = request.PacketFilters;
            }
        }

        transaction.Answer(status, request);
    }

    private static (MbimStatus Status, IPContext? Context) FindActive(ContextsModule modem, uint sessionId)
    {
        var context = modem.Contexts.FindActive(sessionId);
        var status = sessionId > IPContexts.MaxSessionId ? MbimStatus.InvalidParameters
            : context is null ? MbimStatus.ContextNotActivated
            : MbimStatus.Success;
        return (status, context);
    }

    private static void QueryStatistics(ContextsModule modem, Transaction transaction)
    {
        var isRefused = !modem.Contexts.IsAnyActive && modem.Profile.Choices.StatisticsWithoutContext == WithoutContext.ContextNotActivated;
        transaction.Answer(isRefused ? MbimStatus.ContextNotActivated : MbimStatus.Success, modem.Statistics.Info);
    }

    private static void SetProvisioned(ContextsModule modem, Transaction transaction, SetProvisionedContext request)
    {
        var areDefined = Enum.IsDefined(request.Compression) && Enum.IsDefined(request.AuthProtocol) && ContextTypeNames.IsKnown(request.ContextType);
        var isForHome = request.ProviderId.Length == 0 || request.ProviderId == modem.Providers.Home.Provider.ProviderId;
        var status = !areDefined || !isForHome ? MbimStatus.InvalidParameters : CheckLengths(request.AccessString, request.UserName, request.Password);
        if (status == MbimStatus.Success)
        {
            status = modem.Provisioned.Set(new ProvisionedContextProfile
            {
                Id = request.ContextId,
                Type = ContextTypeNames.Of(request.ContextType),
                AccessString = request.AccessString,
                UserName = request.UserName,
                Password = request.Password,
                Compression = request.Compression,
                AuthProtocol = request.AuthProtocol,
                Source = ContextSource.User,
            });
        }

        transaction.Answer(status, modem.Provisioned.Info);
    }

    private static void SetProvisioned(ContextsModule modem, Transaction transaction, SetProvisionedContextV2 request)
    {
        var status = modem.SimStatus;
        switch (request.Operation)
        {
            case var _ when status != MbimStatus.Success:
                break;
            case ContextOperation.Default:
                status = Provision(modem, request);
                break;
            case ContextOperation.Delete:
                modem.Provisioned.Delete(request.ContextType);
                break;
            case ContextOperation.RestoreFactory:
                modem.Provisioned.RestoreFactory();
                break;
            default:
                status = MbimStatus.InvalidParameters;
                break;
        }

        transaction.Answer(status, modem.Provisioned.InfoV2);
    }

    private static MbimStatus Provision(ContextsModule modem, SetProvisionedContextV2 request)
    {
        // A type that the modem does not know is kept too.
        var areDefined = Enum.IsDefined(request.IpType) && Enum.IsDefined(request.State) && Enum.IsDefined(request.Roaming) && Enum.IsDefined(request.MediaType)
            && Enum.IsDefined(request.Source) && Enum.IsDefined(request.Compression) && Enum.IsDefined(request.AuthProtocol) && request.ContextType != ContextTypes.None;
        return !areDefined || CheckLengths(request.AccessString, request.UserName, request.Password) != MbimStatus.Success ? MbimStatus.InvalidParameters
            : modem.Provisioned.SetByType(
                new ProvisionedContextProfile
                {
                    Id = 0,
                    Type = ContextTypeNames.Of(request.ContextType),
                    IpType = request.IpType,
                    Enabled = request.State == ContextState.Enabled,
                    Roaming = request.Roaming,
                    MediaType = request.MediaType,
                    Source = request.Source,
                    AccessString = request.AccessString,
                    UserName = request.UserName,
                    Password = request.Password,
                    Compression = request.Compression,
                    AuthProtocol = request.AuthProtocol,
                });
    }
}
