using System.Buffers.Binary;
using MbimEmulator.Card;
using MbimEmulator.Card.Keys;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Sim;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.AuthService;

namespace MbimEmulator.Modem.Auth;

/// <summary>Authentication (MBIM 1.0, 10.5.20): the host's challenges are answered by the USIM, also while the radio is off.</summary>
internal sealed class AuthModule(SimModule sim) : ModemModule
{
    private const int ChallengeSize = 16;
    private const int ResSize = 16;
    private const int AmfOffset = 6;
    private const byte SeparationBit = 0x80;
    private const byte UmtsContext = 0x81;
    private const byte GsmContext = 0x80;
    private const byte Success = 0xDB;
    private const byte SynchronisationFailure = 0xDC;

    public static ModuleDescription Description { get; } = new("auth");

    public static void Register(ModuleHandlers<AuthModule> handlers)
    {
        handlers.Query(MbimProtocol.Services.AuthService.Auth.Aka, static (auth, transaction, request) => auth.Challenge(transaction, request.Rand, request.Autn, result => Answer(
            transaction, result.Status, new AuthAkaInfo { Res = Padded(result.Res), ResLength = (uint)result.Res.Length, Ik = [.. result.Ik], Ck = [.. result.Ck], Auts = [.. result.Auts] })));
        handlers.Query(MbimProtocol.Services.AuthService.Auth.Akap, static (auth, transaction, request) => auth.ChallengePrime(transaction, request));
        handlers.Query(MbimProtocol.Services.AuthService.Auth.Sim, static (auth, transaction, request) => auth.ChallengeGsm(transaction, request));
    }

    // AKA' is for access networks whose AMF says so, and its keys are the modem's to derive (RFC 9048, 3.3).
    private void ChallengePrime(Transaction transaction, AuthAkapQuery request)
    {
        if ((request.Autn[AmfOffset] & SeparationBit) == 0)
        {
            transaction.Fail(MbimStatus.AuthAmfNotSet);
            return;
        }

        if (request.NetworkName.Length == 0)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        Challenge(transaction, request.Rand, request.Autn, result =>
        {
            var ck = new byte[AuthenticationAlgorithm.KeyLength];
            var ik = new byte[AuthenticationAlgorithm.KeyLength];
            if (result.Status == MbimStatus.Success)
            {
                AkaPrime.DeriveKeys(result.Ck, result.Ik, request.Autn.AsSpan()[..AmfOffset], request.NetworkName, ck, ik);
            }

            Answer(transaction, result.Status, new AuthAkapInfo { Res = Padded(result.Res), ResLength = (uint)result.Res.Length, Ik = [.. ik], Ck = [.. ck], Auts = [.. result.Auts] });
        });
    }

    // A synchronisation failure carries AUTS; other failures carry nothing.
    private static void Answer<T>(Transaction transaction, MbimStatus status, T info)
        where T : IInformationBuffer<T>
    {
        if (status == MbimStatus.AuthSyncFailure)
        {
            transaction.Fail(status, info);
        }
        else
        {
            transaction.Answer(status, info);
        }
    }

    private void ChallengeGsm(Transaction transaction, AuthSimQuery request)
    {
        if (request.N is not (2 or 3))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        MbimArray<byte>[] challenges = request.N == 2 ? [request.Rand1, request.Rand2] : [request.Rand1, request.Rand2, request.Rand3];
        var results = new (uint Sres, ulong Kc)[3];
        var answered = 0;
        Ask(transaction, Script(), () =>
        {
            if (answered < challenges.Length)
            {
                transaction.Fail(MbimStatus.Failure);
                return;
            }

            transaction.Complete(new AuthSimInfo
            {
                Sres1 = results[0].Sres,
                Kc1 = results[0].Kc,
                Sres2 = results[1].Sres,
                Kc2 = results[1].Kc,
                Sres3 = results[2].Sres,
                Kc3 = results[2].Kc,
                N = request.N,
            });
        });

        IEnumerable<byte[]> Script()
        {
            yield return CardCommands.SelectApplication(CardApplications.Usim);
            foreach (var challenge in challenges)
            {
                yield return CardCommands.Authenticate(GsmContext, [ChallengeSize, .. challenge]);
                if (!sim.Scripts.Dialogue.IsSuccess || sim.Scripts.Dialogue.Data.Length != 14)
                {
                    yield break;
                }

                results[answered++] = (BinaryPrimitives.ReadUInt32BigEndian(sim.Scripts.Dialogue.Data[1..]), BinaryPrimitives.ReadUInt64BigEndian(sim.Scripts.Dialogue.Data[6..]));
            }
        }
    }

    private void Challenge(Transaction transaction, MbimArray<byte> rand, MbimArray<byte> autn, Action<Result> answered)
    {
        Ask(transaction, Script(), () => answered(Read(sim.Scripts.Dialogue)));

        IEnumerable<byte[]> Script()
        {
            yield return CardCommands.SelectApplication(CardApplications.Usim);
            yield return CardCommands.Authenticate(UmtsContext, [ChallengeSize, .. rand, Authenticator.AutnLength, .. autn]);
        }
    }

    private void Ask(Transaction transaction, IEnumerable<byte[]> script, Action answered)
    {
        if (sim.Status != MbimStatus.Success)
        {
            transaction.Fail(sim.Status);
            return;
        }

        sim.Scripts.Ask(script, answered, () => transaction.Fail(MbimStatus.SimNotInserted));
    }

    // What AUTHENTICATE in the 3G context answers: a tag, then values with their lengths (3GPP TS 31.102, 7.1.2.1).
    private static Result Read(CardDialogue dialogue)
    {
        var data = dialogue.Data;
        if (dialogue.Status == StatusWord.IncorrectMac)
        {
            return new Result { Status = MbimStatus.AuthIncorrectAutn };
        }

        if (!dialogue.IsSuccess || data.IsEmpty)
        {
            return new Result { Status = MbimStatus.Failure };
        }

        var rest = data[1..];
        if (data[0] == SynchronisationFailure && TryTake(ref rest, out var auts) && auts.Length == Authenticator.AutsLength)
        {
            return new Result { Status = MbimStatus.AuthSyncFailure, Auts = auts };
        }

        return data[0] == Success && TryTake(ref rest, out var res) && res.Length is >= 4 and <= ResSize
            && TryTake(ref rest, out var ck) && ck.Length == AuthenticationAlgorithm.KeyLength && TryTake(ref rest, out var ik) && ik.Length == AuthenticationAlgorithm.KeyLength
            ? new Result { Res = res, Ck = ck, Ik = ik }
            : new Result { Status = MbimStatus.Failure };
    }

    private static bool TryTake(ref ReadOnlySpan<byte> data, out byte[] value)
    {
        value = [];
        if (data.IsEmpty || data.Length <= data[0])
        {
            return false;
        }

        value = data.Slice(1, data[0]).ToArray();
        data = data[(1 + value.Length)..];
        return true;
    }

    private static MbimArray<byte> Padded(byte[] bytes) => [.. bytes, .. new byte[ResSize - bytes.Length]];

    private sealed record Result
    {
        public MbimStatus Status { get; init; } = MbimStatus.Success;

        public byte[] Res { get; init; } = [];

        public byte[] Ck { get; init; } = [];

        public byte[] Ik { get; init; } = [];

        public byte[] Auts { get; init; } = [];
    }
}
