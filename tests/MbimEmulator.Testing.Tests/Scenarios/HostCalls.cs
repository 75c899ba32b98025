using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework.Constraints;

namespace MbimEmulator.Testing.Tests.Scenarios;

/// <summary>What the software of many scenarios does with its modem.</summary>
internal static class HostCalls
{
    extension(MbimDevice device)
    {
        /// <summary>Connects to the Internet with session 0.</summary>
        public Task<ConnectInfo> ConnectToInternetAsync(string accessString = "internet") => device.SetAsync(
            BasicConnect.Connect,
            new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = accessString, ContextType = ContextTypes.Internet });

        /// <summary>The registration's states in the order in which they are told.</summary>
        public List<RegisterState> WatchRegistration()
        {
            List<RegisterState> states = [];
            device.OnNotification(BasicConnect.RegisterState, info => states.Add(info.RegisterState));
            return states;
        }

        /// <summary>The SIM's states in the order in which they are told.</summary>
        public List<SubscriberReadyState> WatchSim()
        {
            List<SubscriberReadyState> states = [];
            device.OnNotification(BasicConnect.SubscriberReadyStatus, info => states.Add(info.ReadyState));
            return states;
        }
    }

    /// <summary>A command that fails with this status.</summary>
    public static IResolveConstraint FailsWith(MbimStatus status) =>
        Throws.InstanceOf<MbimStatusException>().With.Property(nameof(MbimStatusException.Status)).EqualTo(status);

    /// <summary>CONNECT, which fails, and the network's reason.</summary>
    public static async Task<NwError> RefusalAsync(Task<ConnectInfo> connect)
    {
        try
        {
            await connect;
        }
        catch (MbimStatusException e) when (e.TryGetAnswer<ConnectInfo>(out var answer))
        {
            return answer.NwError;
        }

        throw new AssertionException("CONNECT was not refused.");
    }
}
