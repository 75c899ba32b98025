using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Function;

/// <summary>Where the modem's notifications go.</summary>
public interface INotificationSink
{
    /// <summary>The MBIMEx version that the host agreed on.</summary>
    MbimExVersion Version { get; }

    /// <summary>Sends an INDICATE_STATUS to the host if it subscribed to the CID.</summary>
    void Indicate<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, in TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>;

    /// <summary>Sends an INDICATE_STATUS of a CID that is not declared, such as one of a vendor's device service, to the host if it subscribed to it.</summary>
    void Indicate(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer);
}
