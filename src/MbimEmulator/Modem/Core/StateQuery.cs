using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Modem.Core;

/// <summary>Asks the modules of a modem for what one CID would tell now, as bytes of its information buffer.</summary>
public sealed class StateQuery
{
    private readonly Guid _service;
    private readonly uint _cid;

    internal StateQuery(Guid service, uint cid, MbimExVersion version) => (_service, _cid, Version) = (service, cid, version);

    /// <summary>The layouts in force.</summary>
    public MbimExVersion Version { get; }

    /// <summary>The information buffer of the CID that is asked for; null while no module has told it.</summary>
    internal byte[]? Buffer { get; private set; }

    /// <summary>Tells the state of a CID; only that of the CID which is asked for is taken.</summary>
    /// <param name="cid">The CID.</param>
    /// <param name="state">What a notification of it would carry now.</param>
    public void Tell<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TResponse state)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        if (cid.Service == _service && cid.Number == _cid)
        {
            Buffer = new byte[state.GetSize(Version)];
            state.Write(Buffer, Version);
        }
    }
}
