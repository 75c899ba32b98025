namespace MbimEmulator.Card;

/// <summary>VERIFY, CHANGE, DISABLE, ENABLE and UNBLOCK PIN (ETSI TS 102 221, 11.1.9 to 11.1.13).</summary>
internal static class PinCommands
{
    /// <summary>Whether a command may change what is verified, enabled or blocked.</summary>
    public static bool Concerns(Instruction instruction) =>
        instruction is Instruction.VerifyPin or Instruction.ChangePin or Instruction.EnablePin or Instruction.DisablePin or Instruction.UnblockPin;

    public static StatusWord Verify(CardSession session, in CommandApdu command)
    {
        if (Find(session, command, out var pin) is not StatusWord.Success and var status)
        {
            return status;
        }

        if (command.Data.IsEmpty)
        {
            return CardPin.Tell(pin.Attempts);
        }

        if (command.Data.Length != CardPin.Size)
        {
            return StatusWord.WrongLength;
        }

        if (!pin.IsEnabled && !pin.IsBlocked)
        {
            return StatusWord.ReferencedDataInvalidated;
        }

        status = Compare(session, command, pin);
        session.Card.Keep();
        return status;
    }

    public static StatusWord Change(CardSession session, in CommandApdu command)
    {
        if (Find(session, command, out var pin) is not StatusWord.Success and var status)
        {
            return status;
        }

        if (command.Data.Length != 2 * CardPin.Size)
        {
            return StatusWord.WrongLength;
        }

        if (!pin.IsEnabled && !pin.IsBlocked)
        {
            return StatusWord.ReferencedDataInvalidated;
        }

        if (!IsPin(command.Data[CardPin.Size..]))
        {
            return StatusWord.WrongData;
        }

        status = Compare(session, command, pin);
        if (status == StatusWord.Success)
        {
            pin.Set(command.Data[CardPin.Size..]);
        }

        session.Card.Keep();
        return status;
    }

    public static StatusWord Disable(CardSession session, in CommandApdu command) => Enable(session, command, enable: false);

    public static StatusWord Enable(CardSession session, in CommandApdu command) => Enable(session, command, enable: true);

    public static StatusWord Unblock(CardSession session, in CommandApdu command)
    {
        if (Find(session, command, out var pin) is not StatusWord.Success and var status)
        {
            return status;
        }

        if (command.P2 is CardKeys.Adm1 or CardKeys.Adm2)
        {
            return StatusWord.ReferencedDataNotFound;
        }

        if (command.Data.IsEmpty)
        {
            return CardPin.Tell(pin.PukAttempts);
        }

        if (command.Data.Length != 2 * CardPin.Size)
        {
            return StatusWord.WrongLength;
        }

        if (!IsPin(command.Data[CardPin.Size..]))
        {
            return StatusWord.WrongData;
        }

        status = pin.Unblock(command.Data[..CardPin.Size], command.Data[CardPin.Size..]);
        session.Card.Keep();
        if (status == StatusWord.Success)
        {
            session.SetVerified(command.P2, true);
        }

        return status;
    }

    private static StatusWord Enable(CardSession session, in CommandApdu command, bool enable)
    {
        if (Find(session, command, out var pin) is not StatusWord.Success and var status)
        {
            return status;
        }

        if (command.Data.Length != CardPin.Size)
        {
            return StatusWord.WrongLength;
        }

        // Only PIN1 need not be wanted.
        if (command.P2 != CardKeys.Pin1 || (enable && pin is { IsEnabled: true, IsBlocked: false }))
        {
            return StatusWord.ConditionsNotSatisfied;
        }

        if (!enable && pin is { IsEnabled: false, IsBlocked: false })
        {
            return StatusWord.ReferencedDataInvalidated;
        }

        status = Compare(session, command, pin);
        if (status == StatusWord.Success)
        {
            pin.Enable(enable);
        }

        session.Card.Keep();
        return status;
    }

    private static StatusWord Find(CardSession session, in CommandApdu command, out CardPin pin)
    {
        pin = session.Card.FindPin(command.P2)!;
        return command.P1 != 0 ? StatusWord.WrongParameters : pin is null ? StatusWord.ReferencedDataNotFound : StatusWord.Success;
    }

    private static StatusWord Compare(CardSession session, in CommandApdu command, CardPin pin)
    {
        // A wrong one takes nothing from who was let in before, but the last one does.
        var status = pin.Compare(command.Data[..CardPin.Size]);
        if (status == StatusWord.Success || pin.IsBlocked)
        {
            session.SetVerified(command.P2, !pin.IsBlocked);
        }

        return status;
    }

    // Four to eight digits, filled up with FF (9.5.1).
    private static bool IsPin(ReadOnlySpan<byte> bytes)
    {
        var digits = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits < 0 || (digits >= 4 && !bytes[digits..].ContainsAnyExcept((byte)0xFF));
    }
}
