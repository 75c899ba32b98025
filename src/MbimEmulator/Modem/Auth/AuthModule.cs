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

    public override void Register(ModuleHandlers handlers)
    {
        handlers.Query(MbimProtocol.Services.AuthService.Auth.Aka, (transaction, request) => Challenge(request.Rand, request.Autn, transaction, answer => transaction.Complete(new AuthAkaInfo
        {
            Res = Padded(answer.Res),
            ResLength = (uint)answer.Res.Length,
            Ik = [.. answer.Ik],
            Ck = [.. answer.Ck],
            Auts = new byte[Authenticator.AutsLength].ToMbimArray(),
        }), auts => transaction.Fail(MbimStatus.AuthSyncFailure, new AuthAkaInfo
        {
            Res = Padded([]),
            Ik = Padded([]),
            Ck = Padded([]),
            Auts = [.. auts],
        })));
        handlers.Query(MbimProtocol.Services.AuthService.Auth.Akap, ChallengePrime);
        handlers.Query(MbimProtocol.Services.AuthService.Auth.Sim, ChallengeGsm);
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

        Challenge(request.Rand, request.Autn, transaction, answer =>
        {
            var ck = new byte[AuthenticationAlgorithm.KeyLength];
            var ik = new byte[AuthenticationAlgorithm.KeyLength];
            AkaPrime.DeriveKeys(answer.Ck, answer.Ik, request.Autn.AsSpan()[..AmfOffset], request.NetworkName, ck, ik);
            transaction.Complete(new AuthAkapInfo
            {
                Res = Padded(answer.Res),
                ResLength = (uint)answer.Res.Length,
                Ik = [.. ik],
                Ck = [.. ck],
                Auts = new byte[Authenticator.AutsLength].ToMbimArray(),
            });
        }, auts => transaction.Fail(MbimStatus.AuthSyncFailure, new AuthAkapInfo
        {
            Res = Padded([]),
            Ik = Padded([]),
            Ck = Padded([]),
            Auts = [.. auts],
        }));
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
            yield return CardCommands.SelectApplication(SimReading.Usim);
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

    private void Challenge(MbimArray<byte> rand, MbimArray<byte> autn, Transaction transaction, Action<(byte[] Res, byte[] Ck, byte[] Ik)> complete, Action<byte[]> resynchronise)
    {
        Ask(transaction, Script(), () =>
        {
            var data = sim.Scripts.Dialogue.Data;
            if (sim.Scripts.Dialogue.Status == StatusWord.IncorrectMac)
            {
                transaction.Fail(MbimStatus.AuthIncorrectAutn);
            }
            else if (sim.Scripts.Dialogue.IsSuccess && !data.IsEmpty && data[0] == SynchronisationFailure && TryTake(data[1..], out var auts, out _))
            {
                resynchronise(auts);
            }
            else if (sim.Scripts.Dialogue.IsSuccess && !data.IsEmpty && data[0] == Success && TryTake(data[1..], out var res, out var rest) && res.Length is >= 4 and <= ResSize
                && TryTake(rest, out var ck, out rest) && TryTake(rest, out var ik, out _))
            {
                complete((res, ck, ik));
            }
            else
            {
                transaction.Fail(MbimStatus.Failure);
            }
        });

        IEnumerable<byte[]> Script()
        {
            yield return CardCommands.SelectApplication(SimReading.Usim);
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

    private static bool TryTake(ReadOnlySpan<byte> data, out byte[] value, out byte[] rest)
    {
        (value, rest) = ([], []);
        if (data.IsEmpty || data.Length <= data[0])
        {
            return false;
        }

        value = data.Slice(1, data[0]).ToArray();
        rest = data[(1 + data[0])..].ToArray();
        return true;
    }

    private static MbimArray<byte> Padded(byte[] bytes) => [.. bytes, .. new byte[ResSize - bytes.Length]];
}
