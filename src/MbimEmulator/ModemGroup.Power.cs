using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimProtocol;

namespace MbimEmulator;

/// <content>Pulling it out, plugging it in, and what takes its power.</content>
public sealed partial class ModemGroup
{
    private bool _isUnplugged;

    /// <summary>Whether the modem is plugged in. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public bool IsPluggedIn => !_isUnplugged;

    /// <summary>
    /// Somebody pulls the modem out: it loses power, its host's connection ends, and nobody gets another until it is inserted. Applications are
    /// told of the interface's removal. Nothing happens when it is out already.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public Task RemoveAsync() => InvokeAsync(_ => Remove());

    /// <summary>Somebody plugs the modem in again: it starts as after <see cref="SimulatedModem.PowerCycle"/>. Nothing happens when it is in already.</summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    public Task InsertAsync() => InvokeAsync(_ => Insert());

    /// <summary>
    /// The modem resets itself, as its firmware does when it recovers: the host's connection ends, the MBIM session is over. Applications keep their
    /// sessions, which are opened again on the modem.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The group has ended.</exception>
    /// <exception cref="InvalidOperationException">The modem is not plugged in.</exception>
    public Task ResetAsync() => InvokeAsync(_ => Reset());

    /// <summary>See <see cref="RemoveAsync"/>. Inside the mailbox.</summary>
    internal void Remove()
    {
        if (!_isUnplugged)
        {
            _isUnplugged = true;
            _place.Refuse($"{Name} is not plugged in");
            _dataPlace.Refuse($"{Name} is not plugged in");
            Service.Unplug(this);
            Modem.PowerCycle();
            _shared.Stop($"{Name} was removed");
        }
    }

    /// <summary>See <see cref="InsertAsync"/>. Inside the mailbox.</summary>
    internal void Insert()
    {
        if (_isUnplugged)
        {
            _isUnplugged = false;
            Modem.PowerCycle();

            // Whoever waits gets the place now: behind the power cycle, which would end its connection.
            _place.Allow();
            _dataPlace.Allow();
            Service.Plug(this);
        }
    }

    /// <summary>See <see cref="ResetAsync"/>. Inside the mailbox.</summary>
    internal void Reset()
    {
        if (_isUnplugged)
        {
            throw new InvalidOperationException($"{Name} is not plugged in; insert it first.");
        }

        Service.BeginReset(this);
        Disconnect($"{Name} was reset");
        Modem.Recover();
    }

    /// <summary>
    /// The USB bus is reset under its host's feet, as by a suspend that goes wrong: transfers under way end with an error and the MBIM session is over,
    /// but the device stays where it is. Inside the mailbox.
    /// </summary>
    internal void ResetBus()
    {
        if (Function.HostLink is not { Options: { Carrier: CarrierKind.Usb } options } link)
        {
            throw new InvalidOperationException($"{Name} has no USB host; attach one first.");
        }

        Function.LosePower();
        link.Discard();
        options.BusReset?.Invoke();
    }

    void IModemControl.Remove() => Remove();

    void IModemControl.Insert() => Insert();

    void IModemControl.Reset() => Reset();

    void IModemControl.ResetBus() => ResetBus();

    void IModemControl.AgreeVersion(MbimExVersion version) => Function.AgreeVersion(version);

    private void LosePower()
    {
        _start.Restart();
        Disconnect($"{Name} lost power");
    }

    private void Disconnect(string reason)
    {
        Function.LosePower();
        _place.CloseHolder(reason);
        _dataPlace.CloseHolder(reason);
    }
}
