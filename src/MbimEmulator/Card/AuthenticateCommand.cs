using MbimEmulator.Card.Keys;

namespace MbimEmulator.Card;

/// <summary>AUTHENTICATE in the 3G and the GSM security context (3GPP TS 31.102, 7.1; 3GPP TS 31.103, 7.1).</summary>
internal static class AuthenticateCommand
{
    private const byte GsmContext = 0x80;
    private const byte UmtsContext = 0x81;
    private const byte Success = 0xDB;
    private const byte SynchronisationFailure = 0xDC;
    private const int GsmAccess = 27;
    private const int GsmSecurityContext = 38;
    private const int SresLength = 4;
    private const int KcLength = 8;

    public static StatusWord Run(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        if (command.P1 != 0)
        {
            return StatusWord.WrongParameters;
        }

        if (session.Channel(command.Channel).Application is not { } application)
        {
            return StatusWord.ConditionsNotSatisfied;
        }

        if (!session.IsFulfilled(CardKeys.Pin1))
        {
            return StatusWord.SecurityStatusNotSatisfied;
        }

        var data = command.Data;
        switch (command.P2)
        {
            case GsmContext when !HasService(session, application, GsmSecurityContext):
                return StatusWord.SecurityContextNotSupported;
            case GsmContext when TryTake(ref data, AuthenticationAlgorithm.RandLength, out var rand) && data.IsEmpty:
                return RunGsm(session, rand, ref answer);
            case UmtsContext when TryTake(ref data, AuthenticationAlgorithm.RandLength, out var rand)
                && TryTake(ref data, Authenticator.AutnLength, out var autn) && data.IsEmpty:
                return RunUmts(session, application, rand, autn, ref answer);
            case GsmContext or UmtsContext:
                return command.Data.IsEmpty ? StatusWord.WrongLength : StatusWord.WrongData;
            default:
                return StatusWord.WrongParameters;
        }
    }

    private static StatusWord RunGsm(CardSession session, scoped ReadOnlySpan<byte> rand, ref CardAnswer answer)
    {
        Span<byte> sres = stackalloc byte[SresLength];
        Span<byte> kc = stackalloc byte[KcLength];
        session.Card.Authenticator.AuthenticateGsm(rand, sres, kc);
        Put(ref answer, sres);
        Put(ref answer, kc);
        return StatusWord.Success;
    }

    private static StatusWord RunUmts(CardSession session, CardFile application, scoped ReadOnlySpan<byte> rand, scoped ReadOnlySpan<byte> autn, ref CardAnswer answer)
    {
        var result = session.Card.Authenticator.Authenticate(rand, autn);
        switch (result.Outcome)
        {
            case AuthenticationOutcome.Success:
                answer.Put([Success]);
                Put(ref answer, result.Res);
                Put(ref answer, result.Ck);
                Put(ref answer, result.Ik);
                if (HasService(session, application, GsmAccess))
                {
                    Put(ref answer, result.Kc);
                }

                session.Card.Keep();
                return StatusWord.Success;
            case AuthenticationOutcome.SynchronisationFailure:
                answer.Put([SynchronisationFailure]);
                Put(ref answer, result.Auts);
                return StatusWord.Success;
            default:
                return StatusWord.IncorrectMac;
        }
    }

    // A USIM that may be used in GSM gives the key for it too (7.1.2.1), and answers in the GSM context if it says so (7.1.1.2).
    private static bool HasService(CardSession session, CardFile application, int service) =>
        application.Find(FileId.Ust) is { } file && session.Card.Read(file) is var table && table.Length > (service - 1) / 8
        && (table[(service - 1) / 8] & (1 << ((service - 1) % 8))) != 0;

    private static bool TryTake(scoped ref ReadOnlySpan<byte> data, int size, out ReadOnlySpan<byte> value)
    {
        value = [];
        if (data.Length < size + 1 || data[0] != size)
        {
            return false;
        }

        value = data.Slice(1, size);
        data = data[(size + 1)..];
        return true;
    }

    private static void Put(ref CardAnswer answer, scoped ReadOnlySpan<byte> value)
    {
        answer.Put([(byte)value.Length]);
        answer.Put(value);
    }
}
